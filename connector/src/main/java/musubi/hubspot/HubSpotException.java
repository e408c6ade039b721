package musubi.hubspot;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call that HubSpot did not carry out, or whose answer was lost. The message holds no secret and no person. */
public final class HubSpotException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is to be done about it. */
    public enum Kind {
        /** Failed for now, or the answer was lost: try again later. */
        RETRY,
        /** HubSpot asks to wait, seconds to hours. */
        LIMITED,
        /** The day's calls are used up. */
        QUOTA,
        /**
         * The token is refused (401), or lacks a scope for the operation that was asked, and for no other (403): an
         * operator has to act.
         */
        AUTH,
        /** HubSpot itself says that the same call will be refused again. */
        REJECTED
    }

    private final Kind kind;
    private final int status;
    private final transient HubSpotError error;
    private final @Nullable Duration retryAfter;
    private final @Nullable String foreignType;

    /**
     * @param status the HTTP status; 0 when there was no answer
     * @param retryAfter how long to wait, where that is known
     * @param foreignType the content type of what answered in HubSpot's place
     */
    public HubSpotException(
            Kind kind,
            int status,
            HubSpotError error,
            @Nullable Duration retryAfter,
            @Nullable String foreignType,
            String message) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
        this.foreignType = foreignType;
    }

    /** There is no token to call with, and there will be none before a person acts. */
    public static HubSpotException noAccess(String message) {
        return new HubSpotException(Kind.AUTH, 401, HubSpotError.NONE, null, null, message);
    }

    /** There is no token to call with now. */
    public static HubSpotException noAccessNow(String message) {
        return new HubSpotException(Kind.RETRY, 0, HubSpotError.NONE, null, null, message);
    }

    /** HubSpot answered, and does not show yet what it has. */
    public static HubSpotException notShownYet(String message) {
        return new HubSpotException(Kind.RETRY, 200, HubSpotError.NONE, null, null, message);
    }

    /** There is no token to call with now, for this reason. */
    public static HubSpotException noAccessNow(OAuthException reason) {
        return new HubSpotException(
                Kind.RETRY,
                reason.status(),
                HubSpotError.NONE,
                null,
                reason.foreignType().orElse(null),
                String.valueOf(reason.getMessage()));
    }

    /** What is to be done about it. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** HubSpot's own error. */
    public HubSpotError error() {
        return error;
    }

    /** HubSpot's category; empty when it gave none. */
    public String category() {
        return error.category();
    }

    /** The scopes the token lacks, by name. */
    public Set<String> missingScopes() {
        return error.missingScopes();
    }

    /**
     * The content type of what answered in HubSpot's place (a proxy, a firewall, the sign-in page of a network), such as
     * {@code text/html}; {@link #status} is its status. Empty when HubSpot answered, or nothing did.
     */
    public Optional<String> foreignType() {
        return Optional.ofNullable(foreignType);
    }

    /** Whether the token lacks a scope for what was asked; other operations may work. */
    public boolean isMissingScope() {
        return kind == Kind.AUTH && status == 403;
    }

    /** How long HubSpot asks to wait, where it or its documentation says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
