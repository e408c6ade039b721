package musubi.hubspot.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.system.http.ContentType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one table from an answer to what is to be done about it. Only HubSpot's own error JSON is a refusal; a proxy or a
 * firewall in between may answer with any status, and the call is then tried again later (docs/adr/0022).
 */
final class ErrorClassifier {

    /** How long to wait for the search limit. */
    private static final Duration SECONDLY = Duration.ofSeconds(1);
    /** How long to wait for the burst limit. */
    private static final Duration TEN_SECONDLY = Duration.ofSeconds(10);
    /** How long HubSpot locks a record. */
    private static final Duration LOCKED = Duration.ofSeconds(2);
    /** How long to wait for a portal that is being moved, where HubSpot does not say; it may take up to a day. */
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
                        "HubSpot has locked the record for now (%s)".formatted(operation));
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
                    yield unavailable(operation, status, error, asked);
                }
                if (own.isEmpty()) {
                    yield foreign(operation, answer);
                }
                yield status < 400 || status == 408
                        ? unavailable(operation, status, error, asked)
                        : refused(operation, status, error);
            }
        };
    }

    private static HubSpotException unavailable(
            String operation, int status, HubSpotError error, @Nullable Duration asked) {
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
            return exception(Kind.QUOTA, 429, error, asked, "the portal has used up today's HubSpot calls");
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

    /** Other calls used up the portal's limit: nothing was sent. */
    static HubSpotException noPlace(Duration waited) {
        return exception(
                Kind.LIMITED,
                0,
                HubSpotError.NONE,
                SECONDLY,
                "the limit of HubSpot calls for this portal left no place within %d s".formatted(waited.toSeconds()));
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

    /** Something other than HubSpot answered: whether HubSpot carried out the call is not known. */
    static HubSpotException foreign(String operation, HttpResponse<byte[]> answer) {
        var type = ContentType.name(answer.headers().firstValue("Content-Type"));
        return new HubSpotException(
                Kind.RETRY,
                answer.statusCode(),
                HubSpotError.NONE,
                null,
                type,
                "something other than HubSpot answered, such as a proxy or firewall (%s: status %d, %s)"
                        .formatted(operation, answer.statusCode(), type));
    }

    private static HubSpotException exception(
            Kind kind, int status, HubSpotError error, @Nullable Duration retryAfter, String message) {
        return new HubSpotException(kind, status, error, retryAfter, null, message);
    }

    /** HubSpot's own error body; empty when something else answered. */
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
