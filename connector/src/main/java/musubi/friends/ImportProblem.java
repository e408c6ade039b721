package musubi.friends;

import java.util.List;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Why an import failed, or what it waits for: a code with arguments. The texts are in the message bundles: {@code
 * imports.problem.<code>}.
 *
 * @param arguments of the code; nothing about friends
 */
public record ImportProblem(Code code, List<String> arguments) {

    /** The kinds of problems. */
    public enum Code {
        /** LINE lists friends only of verified and premium accounts. */
        NOT_VERIFIED,
        /** LINE refuses to give its list. */
        NOT_LISTED,
        /** LINE does not accept the channel's credentials. */
        UNAUTHORIZED,
        /** LINE does not give its list at the moment. Argument: the {@link musubi.line.LineFailure.Kind}. */
        LINE_AWAY("line.failure."),
        NO_CONNECTION,
        /** Another import of the account has not ended. */
        ANOTHER,
        CONNECTION_PAUSED,
        /** The upload of the file was interrupted. */
        BROKE_OFF,
        /** No line of the file has a LINE user id. */
        NO_IDS,
        /** No column has the name of a column of LINE user ids. */
        NO_COLUMN,
        IS_EXCEL,
        /** A ZIP file or similar, also an office document that is not an Excel workbook. */
        IS_ARCHIVE,
        IS_PICTURE,
        IS_PDF,
        /** There is no such import. */
        UNKNOWN,
        /** The state of the import does not allow the operation. */
        STATE;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of: unmodifiable
        private final List<String> prefixes;

        /** @param prefixes of the message keys of the arguments, one for each */
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

    /** What the problem is and what to do, to be resolved by the message bundles. */
    public MessageSourceResolvable text() {
        var values = new Object[arguments.size()];
        for (var at = 0; at < values.length; at++) {
            values[at] = new DefaultMessageSourceResolvable(code.prefixes.get(at) + arguments.get(at));
        }
        return new DefaultMessageSourceResolvable(new String[] {"imports.problem." + code}, values);
    }
}
