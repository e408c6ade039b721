package musubi.connection;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import musubi.connection.sending.SendingOptions;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.connection.sending.Utm;
import musubi.contact.OptOutWords;

/**
 * A change of options. An empty field stays as it is.
 *
 * @param quietHours an empty one inside takes them away
 * @param pricePerMessage an empty one inside takes it away
 * @param utm an empty one inside takes it away
 */
public record OptionsChange(
        Optional<Boolean> autoCreateContacts,
        Optional<Boolean> useOutsideLineIds,
        Optional<Boolean> createTaskOnMessage,
        Optional<Boolean> askEmailOnLogin,
        Optional<Language> language,
        Optional<Optional<SendingOptions.QuietHours>> quietHours,
        Optional<Long> quotaReserve,
        Optional<Optional<BigDecimal>> pricePerMessage,
        Optional<Optional<Utm>> utm,
        Optional<Boolean> estimateOpens,
        Optional<UpdateContacts> updateContacts,
        Optional<NoteOnContact> noteOnContact,
        OptOut optOut) {

    /**
     * A change of how friends stop messages.
     *
     * @param outAnswer an empty one inside: the default; an empty text: none
     * @param inAnswer likewise
     */
    public record OptOut(
            Optional<List<String>> outWords,
            Optional<List<String>> inWords,
            Optional<Optional<String>> outAnswer,
            Optional<Optional<String>> inAnswer) {

        public static final OptOut NONE =
                new OptOut(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        private Options.OptOut appliedTo(Options.OptOut before) {
            return new Options.OptOut(
                    new OptOutWords(
                            outWords.orElse(before.words().out()),
                            inWords.orElse(before.words().in())),
                    outAnswer.orElse(before.outAnswer()),
                    inAnswer.orElse(before.inAnswer()));
        }
    }

    /** Nothing changes. */
    public static final OptionsChange NONE =
            switches(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Of those that are on or off. */
    public static OptionsChange switches(
            Optional<Boolean> autoCreateContacts,
            Optional<Boolean> useOutsideLineIds,
            Optional<Boolean> createTaskOnMessage,
            Optional<Boolean> askEmailOnLogin) {
        return new OptionsChange(
                autoCreateContacts,
                useOutsideLineIds,
                createTaskOnMessage,
                askEmailOnLogin,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptOut.NONE);
    }

    /** How friends stop messages, and nothing else. */
    public static OptionsChange to(OptOut optOut) {
        return new OptionsChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                optOut);
    }

    /** Whether it is estimated who opened a message, and nothing else. */
    public static OptionsChange estimateOpens(boolean on) {
        return new OptionsChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(on),
                Optional.empty(),
                Optional.empty(),
                OptOut.NONE);
    }

    /** Everything about sending, but for whether it is estimated who opened a message. */
    public static OptionsChange to(SendingOptions sending) {
        return new OptionsChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(sending.quietHours()),
                Optional.of(sending.quotaReserve()),
                Optional.of(sending.pricePerMessage()),
                Optional.of(sending.utm()),
                Optional.empty(),
                Optional.of(sending.updateContacts()),
                Optional.of(sending.noteOnContact()),
                OptOut.NONE);
    }

    /** The options after the change. */
    public Options appliedTo(Options options) {
        var sending = options.sending();
        return new Options(
                autoCreateContacts.orElse(options.autoCreateContacts()),
                useOutsideLineIds.orElse(options.useOutsideLineIds()),
                createTaskOnMessage.orElse(options.createTaskOnMessage()),
                askEmailOnLogin.orElse(options.askEmailOnLogin()),
                language.orElse(options.language()),
                new SendingOptions(
                        quietHours.orElse(sending.quietHours()),
                        quotaReserve.orElse(sending.quotaReserve()),
                        pricePerMessage.orElse(sending.pricePerMessage()),
                        utm.orElse(sending.utm()),
                        estimateOpens.orElse(sending.estimateOpens()),
                        updateContacts.orElse(sending.updateContacts()),
                        noteOnContact.orElse(sending.noteOnContact())),
                optOut.appliedTo(options.optOut()));
    }
}
