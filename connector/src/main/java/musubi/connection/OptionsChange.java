package musubi.connection;

import java.math.BigDecimal;
import java.util.Optional;
import musubi.connection.SendingOptions.NoteOnContact;
import musubi.connection.SendingOptions.UpdateContacts;

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
        Optional<UpdateContacts> updateContacts,
        Optional<NoteOnContact> noteOnContact) {

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
                Optional.empty());
    }

    /** Everything about sending. */
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
                Optional.of(sending.updateContacts()),
                Optional.of(sending.noteOnContact()));
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
                        updateContacts.orElse(sending.updateContacts()),
                        noteOnContact.orElse(sending.noteOnContact())));
    }
}
