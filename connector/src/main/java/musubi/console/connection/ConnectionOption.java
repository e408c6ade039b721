package musubi.console.connection;

import java.util.Optional;
import java.util.function.Predicate;
import musubi.connection.Options;
import musubi.connection.OptionsChange;

/** The options that an operator can switch; one without effect yet is not among them. */
enum ConnectionOption {
    AUTO_CREATE("autoCreateContacts", Options::autoCreateContacts),
    OUTSIDE_IDS("useOutsideLineIds", Options::useOutsideLineIds),
    TASK("createTaskOnMessage", Options::createTaskOnMessage),
    ASK_EMAIL("askEmailOnLogin", Options::askEmailOnLogin),
    ESTIMATE_OPENS("estimateOpens", options -> options.sending().estimateOpens());

    private final String code;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference
    private final Predicate<Options> read;

    ConnectionOption(String code, Predicate<Options> read) {
        this.code = code;
        this.read = read;
    }

    /** As the REST API names it. */
    public String code() {
        return code;
    }

    boolean isOn(Options options) {
        return read.test(options);
    }

    OptionsChange to(boolean on) {
        if (this == ESTIMATE_OPENS) {
            return OptionsChange.estimateOpens(on);
        }
        return OptionsChange.switches(
                this == AUTO_CREATE ? Optional.of(on) : Optional.empty(),
                this == OUTSIDE_IDS ? Optional.of(on) : Optional.empty(),
                this == TASK ? Optional.of(on) : Optional.empty(),
                this == ASK_EMAIL ? Optional.of(on) : Optional.empty());
    }
}
