package musubi.message;

import java.util.List;

/**
 * What is wrong with a message, or what may surprise.
 *
 * @param field where, as {@code bubbles[1].text}
 * @param arguments of the sentence in a message bundle that says it: limits, names, values
 */
public record MessageProblem(String field, Code code, List<String> arguments) {

    public MessageProblem {
        arguments = List.copyOf(arguments);
    }

    public enum Code {
        /** It is required. */
        MISSING,
        /** It is not what is expected there: the argument says what is. */
        WRONG_TYPE,
        /** No such field or kind: the argument names those there are. */
        UNKNOWN,
        /** Arguments: the limit, and how long it is. */
        TOO_LONG,
        /** Arguments: the fewest, the most, and how many there are. */
        WRONG_NUMBER,
        /** Each card has the same number of actions at LINE. */
        UNEQUAL_ACTIONS,
        /** An area reaches beyond its picture. */
        OUTSIDE,
        /** No address that LINE takes: http, https, line or tel. */
        NOT_AN_ADDRESS,
        /** LINE fetches pictures by https alone. */
        NOT_HTTPS,
        /** Nor does it take those of ours while we are reached by http; argument: the address of this one. */
        MEDIA_NOT_HTTPS,
        /** Argument: the id of no picture or video of this connection. */
        NO_SUCH_MEDIA,
        /** A video stands where a picture is expected, or the other way. */
        WRONG_MEDIA,
        /** An emoji whose index is at no {@code $}. */
        NO_PLACE_FOR_EMOJI,
        /** A JSON bubble without a type that LINE has. */
        NO_LINE_MESSAGE,
        /** Argument: what the template engine says. */
        TOKEN_SYNTAX,
        /** Argument: the tag, filter, function or name that tokens may not use. */
        TOKEN_NOT_ALLOWED,
        /** Argument: the name that is no property of contacts in this portal. */
        NO_SUCH_PROPERTY,
        /** Not an error: argument: the property that has no {@code default}. */
        NO_DEFAULT;

        /** Whether the message can be sent all the same. */
        public boolean isWarning() {
            return this == NO_DEFAULT;
        }
    }
}
