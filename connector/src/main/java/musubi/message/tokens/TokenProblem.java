package musubi.message.tokens;

import java.util.List;

/**
 * What is wrong with a token.
 *
 * @param arguments what the engine says; the name that is not allowed; the limit and the length
 */
public record TokenProblem(Kind kind, List<String> arguments) {

    public enum Kind {
        SYNTAX,
        NOT_ALLOWED,
        TOO_LONG
    }
}
