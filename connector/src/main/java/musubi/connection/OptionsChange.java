package musubi.connection;

import java.util.Optional;

/** Some of the {@link Options}; what is empty stays as it is. */
public record OptionsChange(
        Optional<Boolean> autoCreateContacts,
        Optional<Boolean> useOutsideLineIds,
        Optional<Boolean> createTaskOnMessage,
        Optional<Boolean> askEmailOnLogin) {

    /** Nothing changes. */
    public static final OptionsChange NONE =
            new OptionsChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The options with the changes made. */
    public Options appliedTo(Options options) {
        return new Options(
                autoCreateContacts.orElse(options.autoCreateContacts()),
                useOutsideLineIds.orElse(options.useOutsideLineIds()),
                createTaskOnMessage.orElse(options.createTaskOnMessage()),
                askEmailOnLogin.orElse(options.askEmailOnLogin()));
    }
}
