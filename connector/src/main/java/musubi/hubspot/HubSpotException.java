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
        /** Came to nothing, or its answer was lost, for now: try again later. */
        RETRY,
        /** HubSpot asks to wait, seconds to hours. */
        LIMITED,
        /** The day's calls are used up. */
        QUOTA,
        /** The token is refused, or lacks a scope: an operator has to act. */
        AUTH,
        /** The same call will be refused again. */
        REJECTED
    }

    private final Kind kind;
    private final int status;
    private final transient HubSpotError error;
    private final @Nullable Duration retryAfter;

    HubSpotException(
            Kind kind,
            int status,
            HubSpotError error,
            @Nullable Duration retryAfter,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
    }

    /** There is no token to call with, and there will be none before a person acts. */
    public static HubSpotException noAccess(String message) {
        return new HubSpotException(Kind.AUTH, 401, HubSpotError.NONE, null, message, null);
    }

    /** There is no token to call with now. */
    public static HubSpotException noAccessNow(String message) {
        return new HubSpotException(Kind.RETRY, 0, HubSpotError.NONE, null, message, null);
    }

    /** What is to be done about it. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** HubSpot's own words. */
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

    /** How long HubSpot asks to wait, where it or its documentation says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
