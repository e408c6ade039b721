package musubi.line;

import java.util.Optional;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * Why a call to LINE did not succeed. Holds no secret and nothing about a friend.
 *
 * @param status LINE's HTTP status; 0 when there was no response
 * @param detail the host that was called where that is {@link Kind#UNREACHABLE}, the content type of a {@link Code#FOREIGN_ANSWER};
 *     otherwise blank
 */
public record LineFailure(Code code, int status, String detail) {

    /** A failure without a detail. */
    public LineFailure(Code code, int status) {
        this(code, status, "");
    }

    /** The kind of a failure: what to do about it depends on this alone. */
    public enum Kind {
        /** The token, or the channel's id and secret, are not accepted. */
        UNAUTHORIZED,
        /** The account or its plan may not do this. */
        FORBIDDEN,
        /** Too many calls; goes away within seconds. */
        LIMITED,
        /** The month's messages are used up. */
        QUOTA,
        /** LINE has a problem, did not answer in time, or something else answered in its place: try again later. */
        UNAVAILABLE,
        /** LINE understood the call and refuses it: the same call never succeeds. */
        REJECTED,
        /** The host cannot be reached at all: its name or the network is wrong. */
        UNREACHABLE
    }

    /** What exactly happened. The sentences are in the message bundles: {@code line.error.<code>}. */
    public enum Code {
        /** The channel access token is not accepted. */
        TOKEN_REFUSED(Kind.UNAUTHORIZED),
        /** The Messaging API channel's id and secret are not accepted. */
        CHANNEL_REFUSED(Kind.UNAUTHORIZED),
        /** The LINE Login channel's id and secret are not accepted. */
        LOGIN_CHANNEL_REFUSED(Kind.UNAUTHORIZED),
        /** The account's type or plan does not allow it. */
        FORBIDDEN(Kind.FORBIDDEN),
        /** LINE's rate limit. */
        TOO_MANY_CALLS(Kind.LIMITED),
        /** The call waited too long for our own rate limit. */
        RATE_LIMIT_WAIT(Kind.LIMITED),
        /** The account's messages of this month are used up. */
        MESSAGE_QUOTA_USED(Kind.QUOTA),
        /** LINE has a problem. */
        SERVER_ERROR(Kind.UNAVAILABLE),
        /** LINE's response cannot be read, or is incomplete. */
        UNREADABLE(Kind.UNAVAILABLE),
        /** LINE did not answer in time, or closed the connection. */
        NO_ANSWER(Kind.UNAVAILABLE),
        /** The calling thread was interrupted. */
        INTERRUPTED(Kind.UNAVAILABLE),
        /** Something else answered in LINE's place: a proxy or a firewall. */
        FOREIGN_ANSWER(Kind.UNAVAILABLE),
        /** LINE refuses the call. */
        REJECTED(Kind.REJECTED),
        /** The id token of a login is not valid. */
        ID_TOKEN_INVALID(Kind.REJECTED),
        /** The host's name does not resolve. */
        UNKNOWN_HOST(Kind.UNREACHABLE),
        /** The host does not accept connections. */
        CONNECTION_REFUSED(Kind.UNREACHABLE),
        /** There is no route to the host. */
        NO_ROUTE(Kind.UNREACHABLE),
        /** No TLS connection can be made. */
        TLS_FAILED(Kind.UNREACHABLE);

        private final Kind kind;

        Code(Kind kind) {
            this.kind = kind;
        }

        /** The kind of these failures. */
        public Kind kind() {
            return kind;
        }
    }

    /** The kind of {@link #code}. */
    public Kind kind() {
        return code.kind();
    }

    /** The content type of what answered in LINE's place, such as {@code text/html}; empty when LINE answered, or nobody. */
    public Optional<String> foreignType() {
        return code == Code.FOREIGN_ANSWER ? Optional.of(detail) : Optional.empty();
    }

    /** What happened and what to do, for a person: of the message bundles. */
    public MessageSourceResolvable text() {
        return new DefaultMessageSourceResolvable(
                new String[] {"line.error." + code}, new Object[] {String.valueOf(status), detail});
    }
}
