package musubi.hubspot;

import java.net.http.HttpHeaders;
import java.time.Duration;
import musubi.hubspot.HubSpotException.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The one table from what HubSpot answers to what is to be done about it. */
final class Failures {

    /** A search limit lasts a second, the burst limit ten. */
    private static final Duration SECONDLY = Duration.ofSeconds(1);

    private static final Duration TEN_SECONDLY = Duration.ofSeconds(10);
    /** Locks last two seconds. */
    private static final Duration LOCKED = Duration.ofSeconds(2);
    /** A portal that is being moved says how long, up to a day; this where it does not. */
    private static final Duration MIGRATING = Duration.ofMinutes(1);

    private Failures() {}

    static HubSpotException of(String operation, int status, HttpHeaders headers, byte[] body, JsonMapper json) {
        var error = error(body, json);
        var asked = headers.firstValue("Retry-After").map(Failures::seconds).orElse(null);
        return switch (status) {
            case 401 ->
                exception(Kind.AUTH, status, error, null, "HubSpot refuses the access token (%s)".formatted(operation));
            case 403 ->
                exception(
                        Kind.AUTH,
                        status,
                        error,
                        null,
                        error.missingScopes().isEmpty()
                                ? "HubSpot does not allow this token to do this (%s)".formatted(operation)
                                : "the HubSpot token lacks the scope %s"
                                        .formatted(String.join(", ", error.missingScopes())));
            case 423 ->
                exception(
                        Kind.RETRY,
                        status,
                        error,
                        longer(asked, LOCKED),
                        "locked for a moment (%s)".formatted(operation));
            case 429 -> limited(operation, error, asked);
            case 477 ->
                exception(
                        Kind.LIMITED,
                        status,
                        error,
                        asked == null ? MIGRATING : asked,
                        "HubSpot is moving this portal between its data centres");
            default ->
                status >= 500 || status == 408 || status / 100 == 3
                        ? exception(
                                Kind.RETRY,
                                status,
                                error,
                                asked,
                                "HubSpot answers %d (%s)".formatted(status, operation))
                        : exception(
                                Kind.REJECTED,
                                status,
                                error,
                                null,
                                "HubSpot refuses the call with %d %s (%s)"
                                        .formatted(status, error.category(), operation));
        };
    }

    private static HubSpotException limited(String operation, HubSpotError error, @Nullable Duration asked) {
        if (error.policyName().equals("DAILY")) {
            return exception(Kind.QUOTA, 429, error, asked, "the portal's HubSpot calls of today are used up");
        }
        var wait = error.policyName().equals("SECONDLY") ? SECONDLY : TEN_SECONDLY;
        return exception(
                Kind.LIMITED,
                429,
                error,
                asked == null ? wait : asked,
                "HubSpot's limit %s is reached (%s)".formatted(error.policyName(), operation));
    }

    static HubSpotException closed(Duration remaining) {
        return exception(
                Kind.LIMITED,
                0,
                HubSpotError.NONE,
                remaining,
                "HubSpot allows this portal no calls for another %d s".formatted(remaining.toSeconds()));
    }

    static HubSpotException noAnswer(String operation, Exception cause) {
        return exception(
                Kind.RETRY,
                0,
                HubSpotError.NONE,
                null,
                "no answer from HubSpot (%s: %s)"
                        .formatted(operation, cause.getClass().getSimpleName()));
    }

    static HubSpotException unreadable(String operation, int status) {
        return exception(
                Kind.RETRY,
                status,
                HubSpotError.NONE,
                null,
                "HubSpot's answer cannot be read (%s, status %d)".formatted(operation, status));
    }

    private static HubSpotException exception(
            Kind kind, int status, HubSpotError error, @Nullable Duration retryAfter, String message) {
        return new HubSpotException(kind, status, error, retryAfter, message, null);
    }

    private static HubSpotError error(byte[] body, JsonMapper json) {
        try {
            return HubSpotError.of(json.readTree(body));
        } catch (JacksonException ignored) {
            return HubSpotError.NONE;
        }
    }

    private static @Nullable Duration seconds(String value) {
        try {
            return Duration.ofSeconds(Math.clamp(Long.parseLong(value.strip()), 0, 86_400));
        } catch (NumberFormatException ignored) {
            return null;
        }
    }

    private static Duration longer(@Nullable Duration asked, Duration least) {
        return asked == null || asked.compareTo(least) < 0 ? least : asked;
    }
}
