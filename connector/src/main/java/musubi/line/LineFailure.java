package musubi.line;

import java.util.Optional;

/**
 * Why a call to LINE did not work.
 *
 * @param kind what to do about it depends on this alone
 * @param status LINE's HTTP status; 0 when there was no answer
 * @param sentence for a person; holds no secret and nothing about a friend
 * @param foreignType the content type of what answered in LINE's place (a proxy, a firewall), such as {@code text/html};
 *     empty when LINE answered, or nobody
 */
public record LineFailure(Kind kind, int status, String sentence, Optional<String> foreignType) {

    /** One in which nobody stood in LINE's place. */
    public LineFailure(Kind kind, int status, String sentence) {
        this(kind, status, sentence, Optional.empty());
    }

    /** The kinds of failures. */
    public enum Kind {
        /** The token, or the channel's id and secret, are not accepted. */
        UNAUTHORIZED,
        /** The account or its plan may not do this. */
        FORBIDDEN,
        /** Too many calls; goes away within seconds. */
        LIMITED,
        /** The month's messages are used up. */
        QUOTA,
        /** LINE has a trouble of its own, did not answer in time, or something else did: try again later. */
        UNAVAILABLE,
        /** LINE understood and says no: the same call never works. */
        REJECTED,
        /** No connection to the host at all: its name or the network is wrong. */
        UNREACHABLE
    }
}
