package musubi.connection;

import java.util.Optional;

/** A change of some {@link Options}; an empty one stays as it is. */
public record OptionsChange(
        Optional<Boolean> autoCreateContacts,
        Optional<Boolean> useOutsideLineIds,
        Optional<Boolean> createTaskOnMessage,
        Optional<Boolean> askEmailOnLogin,
        Optional<Language> language) {

    /** Nothing changes. */
    public static final OptionsChange NONE =
            new OptionsChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The options after the change. */
    public Options appliedTo(Options options) {
        return new Options(
                autoCreateContacts.orElse(options.autoCreateContacts()),
                useOutsideLineIds.orElse(options.useOutsideLineIds()),
                createTaskOnMessage.orElse(options.createTaskOnMessage()),
                askEmailOnLogin.orElse(options.askEmailOnLogin()),
                language.orElse(options.language()));
    }
}
