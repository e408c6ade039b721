package musubi.connection;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import musubi.connection.sending.SendingOptions;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.connection.sending.Utm;
import musubi.contact.OptOutWords;

/** A change of options. An empty field stays as it is. */
public record OptionsChange(
        Optional<Boolean> autoCreateContacts,
        Optional<Boolean> useOutsideLineIds,
        Optional<Boolean> createTaskOnMessage,
        Optional<Boolean> askEmailOnLogin,
        Optional<Language> language,
        Sending sending,
        OptOut optOut) {

    /**
     * A change of what is sent to many people.
     *
     * @param quietHours an empty one inside takes them away
     * @param pricePerMessage an empty one inside takes it away
     * @param utm an empty one inside takes it away
     */
    public record Sending(
            Optional<Optional<SendingOptions.QuietHours>> quietHours,
            Optional<Long> quotaReserve,
            Optional<Optional<BigDecimal>> pricePerMessage,
            Optional<Optional<Utm>> utm,
            Optional<Boolean> estimateOpens,
            Optional<UpdateContacts> updateContacts,
            Optional<NoteOnContact> noteOnContact) {

        public static final Sending NONE = estimate(Optional.empty());

        private static Sending estimate(Optional<Boolean> estimateOpens) {
            return new Sending(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    estimateOpens,
                    Optional.empty(),
                    Optional.empty());
        }

        private SendingOptions appliedTo(SendingOptions before) {
            return new SendingOptions(
                    quietHours.orElse(before.quietHours()),
                    quotaReserve.orElse(before.quotaReserve()),
                    pricePerMessage.orElse(before.pricePerMessage()),
                    utm.orElse(before.utm()),
                    estimateOpens.orElse(before.estimateOpens()),
                    updateContacts.orElse(before.updateContacts()),
                    noteOnContact.orElse(before.noteOnContact()));
        }
    }

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
    public static final OptionsChange NONE = of(Sending.NONE, OptOut.NONE);

    private static OptionsChange of(Sending sending, OptOut optOut) {
        return new OptionsChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                sending,
                optOut);
    }

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
                Sending.NONE,
                OptOut.NONE);
    }

    /** How friends stop messages, and nothing else. */
    public static OptionsChange to(OptOut optOut) {
        return of(Sending.NONE, optOut);
    }

    /** Whether it is estimated who opened a message, and nothing else. */
    public static OptionsChange estimateOpens(boolean on) {
        return of(Sending.estimate(Optional.of(on)), OptOut.NONE);
    }

    /** Everything about sending, but for whether it is estimated who opened a message. */
    public static OptionsChange to(SendingOptions sending) {
        return of(
                new Sending(
                        Optional.of(sending.quietHours()),
                        Optional.of(sending.quotaReserve()),
                        Optional.of(sending.pricePerMessage()),
                        Optional.of(sending.utm()),
                        Optional.empty(),
                        Optional.of(sending.updateContacts()),
                        Optional.of(sending.noteOnContact())),
                OptOut.NONE);
    }

    /** The options after the change. */
    public Options appliedTo(Options options) {
        return new Options(
                autoCreateContacts.orElse(options.autoCreateContacts()),
                useOutsideLineIds.orElse(options.useOutsideLineIds()),
                createTaskOnMessage.orElse(options.createTaskOnMessage()),
                askEmailOnLogin.orElse(options.askEmailOnLogin()),
                language.orElse(options.language()),
                sending.appliedTo(options.sending()),
                optOut.appliedTo(options.optOut()));
    }
}
