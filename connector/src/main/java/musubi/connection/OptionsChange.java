package musubi.connection;

import java.math.BigDecimal;
import java.util.Optional;

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
        Optional<Boolean> estimateOpens) {

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
                Optional.empty());
    }

    /** Everything about sending, but for what is added to links. */
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
                Optional.empty(),
                Optional.empty());
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
                        estimateOpens.orElse(sending.estimateOpens())));
    }
}
