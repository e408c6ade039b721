package musubi.hubspot;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import musubi.hubspot.HubSpotException.Kind;
import musubi.system.http.ContentType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one table from what answers to what is to be done about it. Only HubSpot's own error JSON is a refusal; whatever
 * else stands on the way (a proxy, a firewall) may answer with any status, and is waited out (docs/adr/0022).
 */
final class ErrorClassifier {

    /** A search limit lasts a second, the burst limit ten. */
    private static final Duration SECONDLY = Duration.ofSeconds(1);

    private static final Duration TEN_SECONDLY = Duration.ofSeconds(10);
    /** Locks last two seconds. */
    private static final Duration LOCKED = Duration.ofSeconds(2);
    /** A portal that is being moved says how long, up to a day; this where it does not. */
    private static final Duration MIGRATING = Duration.ofMinutes(1);

    private ErrorClassifier() {}

    static HubSpotException of(String operation, HttpResponse<byte[]> answer, JsonMapper json) {
        var status = answer.statusCode();
        var own = error(answer, json);
        var error = own.orElse(HubSpotError.NONE);
        var asked = retryAfter(answer.headers());
        return switch (status) {
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
            default -> {
                if (status >= 500) {
                    yield waits(operation, status, error, asked);
                }
                if (own.isEmpty()) {
                    yield foreign(operation, answer);
                }
                yield status < 400 || status == 408
                        ? waits(operation, status, error, asked)
                        : refused(operation, status, error);
            }
        };
    }

    private static HubSpotException waits(String operation, int status, HubSpotError error, @Nullable Duration asked) {
        return exception(Kind.RETRY, status, error, asked, "HubSpot answers %d (%s)".formatted(status, operation));
    }

    private static HubSpotException refused(String operation, int status, HubSpotError error) {
        if (status == 401) {
            return exception(
                    Kind.AUTH, status, error, null, "HubSpot refuses the access token (%s)".formatted(operation));
        }
        if (status == 403 && error.isAboutScopes()) {
            return exception(
                    Kind.AUTH,
                    status,
                    error,
                    null,
                    error.missingScopes().isEmpty()
                            ? "HubSpot does not allow this token to do this (%s)".formatted(operation)
                            : "the HubSpot token lacks the scope %s"
                                    .formatted(String.join(", ", error.missingScopes())));
        }
        return exception(
                Kind.REJECTED,
                status,
                error,
                null,
                "HubSpot refuses the call with %d %s (%s)".formatted(status, error.category(), operation));
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

    /** Others use the portal's limit up: nothing was sent. */
    static HubSpotException noPlace(Duration waited) {
        return exception(
                Kind.LIMITED,
                0,
                HubSpotError.NONE,
                SECONDLY,
                "no place under the limit of this portal's HubSpot calls became free in %d s"
                        .formatted(waited.toSeconds()));
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

    /** Not HubSpot's words: of what it means for the call nothing is known. */
    static HubSpotException foreign(String operation, HttpResponse<byte[]> answer) {
        var type = ContentType.name(answer.headers().firstValue("Content-Type"));
        return new HubSpotException(
                Kind.RETRY,
                answer.statusCode(),
                HubSpotError.NONE,
                null,
                type,
                "not HubSpot but something on the way to it answers (%s: status %d, %s)"
                        .formatted(operation, answer.statusCode(), type));
    }

    private static HubSpotException exception(
            Kind kind, int status, HubSpotError error, @Nullable Duration retryAfter, String message) {
        return new HubSpotException(kind, status, error, retryAfter, null, message);
    }

    /** HubSpot's own words; empty when somebody else speaks. */
    static Optional<HubSpotError> error(HttpResponse<byte[]> answer, JsonMapper json) {
        try {
            var body = json.readTree(answer.body());
            var traced = answer.headers().firstValue("x-hubspot-correlation-id").isPresent();
            return HubSpotError.isHubSpots(body, traced) ? Optional.of(HubSpotError.of(body)) : Optional.empty();
        } catch (JacksonException ignored) {
            return Optional.empty();
        }
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After").map(ErrorClassifier::seconds).orElse(null);
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
