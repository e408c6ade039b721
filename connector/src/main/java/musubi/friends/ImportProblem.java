package musubi.friends;

import java.util.List;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * What an import fails of or waits for: a code with arguments. The sentences are in the message bundles, in each language:
 * {@code imports.problem.<code>}.
 *
 * @param arguments as many as the code tells of; nothing of a friend
 */
public record ImportProblem(Code code, List<String> arguments) {

    /** The kinds of problems. */
    public enum Code {
        /** LINE lists friends only of verified and premium accounts. */
        NOT_VERIFIED,
        /** LINE understood, and does not give its list. */
        NOT_LISTED,
        /** LINE does not accept the channel's credentials. */
        UNAUTHORIZED,
        /** LINE does not give its list now. Argument: the {@link musubi.line.LineFailure.Kind}. */
        LINE_AWAY("line.failure."),
        NO_CONNECTION,
        /** Another import of the account is not at its end. */
        ANOTHER,
        CONNECTION_PAUSED,
        /** The file ended before its end. */
        BROKE_OFF,
        /** No line of the file has a LINE user id. */
        NO_IDS,
        /** No column is named as one of LINE user ids. */
        NO_COLUMN,
        IS_EXCEL,
        /** A ZIP file or the like, also an office document that is no workbook of Excel's. */
        IS_ARCHIVE,
        IS_PICTURE,
        IS_PDF,
        /** There is no such import. */
        UNKNOWN,
        /** The import is not in a state for what was asked. */
        STATE;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of: unmodifiable
        private final List<String> prefixes;

        /** @param prefixes one for each argument, the beginning of its own key */
        Code(String... prefixes) {
            this.prefixes = List.of(prefixes);
        }

        List<String> prefixes() {
            return prefixes;
        }
    }

    public ImportProblem {
        arguments = List.copyOf(arguments);
        if (arguments.size() != code.prefixes.size()) {
            throw new IllegalArgumentException(
                    "%s has %d arguments (expected: %d)".formatted(code, arguments.size(), code.prefixes.size()));
        }
    }

    ImportProblem(Code code, String... arguments) {
        this(code, List.of(arguments));
    }

    /** What it is and what to do, in words of the message bundles. */
    public MessageSourceResolvable text() {
        var values = new Object[arguments.size()];
        for (var at = 0; at < values.length; at++) {
            values[at] = new DefaultMessageSourceResolvable(code.prefixes.get(at) + arguments.get(at));
        }
        return new DefaultMessageSourceResolvable(new String[] {"imports.problem." + code}, values);
    }
}
