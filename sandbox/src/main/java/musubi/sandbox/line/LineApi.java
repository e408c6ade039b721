package musubi.sandbox.line;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Request;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint, checks what LINE checks of every call (path to the letter, method, token, size, media type, rate)
 * and gives every answer its {@code x-line-request-id}.
 */
final class LineApi {

    private static final int AT_MOST = 2 * 1024 * 1024;

    private final List<Route> routes;
    private final AccessTokens tokens;
    private final Ids ids;
    private final Clock clock;
    private final ApiTraffic traffic;

    LineApi(List<Route> routes, AccessTokens tokens, Ids ids, Clock clock, ApiTraffic traffic) {
        this.routes = List.copyOf(routes);
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
        this.traffic = traffic;
    }

    Answer handle(Request request) {
        var id = ids.uuid();
        return answer(request, id).with("x-line-request-id", id);
    }

    private Answer answer(Request request, String id) {
        var endpoint = request.method();
        var at = clock.instant();
        var from = System.nanoTime();
        try {
            var path = request.path().split("/", -1);
            var candidates = new ArrayList<Route>();
            for (var route : routes) {
                var values = route.match(path);
                if (values.isPresent() && route.method().equals(request.method())) {
                    endpoint = route.method() + " " + route.template();
                    return counted(at, from, endpoint, answer(route, request, id, values.get()));
                }
                if (values.isPresent()) {
                    candidates.add(route);
                }
            }
            throw candidates.isEmpty() ? new Refusal(404, "Not found") : new Refusal(405, "Method Not Allowed");
        } catch (Refusal refusal) {
            return counted(at, from, endpoint, refusal.answer());
        }
    }

    private Answer answer(Route route, Request request, String id, Map<String, String> values) {
        var channel = route.access() == Route.Access.BEARER ? authenticated(request) : null;
        if (channel != null && !channel.account().rateLimits.admits(route)) {
            throw new Refusal(429, "The API rate limit has been exceeded. Try again later.");
        }
        if (request.body().length > AT_MOST) {
            throw new Refusal(413, "Request Entity Too Large");
        }
        checkMediaType(route, request);
        RetryKeys.check(route, request);
        if (channel != null) {
            pause(channel.latency());
        }
        return route.endpoint().answer(new Call(request, id, channel, values));
    }

    private Channel authenticated(Request request) {
        return tokens.find(bearer(request)).orElseThrow(LineApi::invalidToken).channel();
    }

    static String bearer(Request request) {
        var header = request.header("authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Refusal(401, unauthenticated("missing or malformed authorization header"));
        }
        return header.substring(7).strip();
    }

    static Refusal invalidToken() {
        return new Refusal(401, unauthenticated("invalid token"));
    }

    private static String unauthenticated(String reason) {
        return "Authentication failed due to the following reason: %s. Confirm that the access token in the authorization header is valid."
                .formatted(reason);
    }

    private static void checkMediaType(Route route, Request request) {
        var expected = switch (route.access()) {
            case BEARER, OPEN_JSON -> "application/json";
            case OPEN -> "application/x-www-form-urlencoded";
        };
        if (request.body().length > 0 && !expected.equals(mediaType(request.header("content-type")))) {
            throw new Refusal(415, "The content type, %s, is not supported".formatted(request.header("content-type")));
        }
    }

    private static String mediaType(@Nullable String contentType) {
        var type = contentType == null ? "" : contentType;
        var parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private Answer counted(Instant at, long from, String endpoint, Answer answer) {
        traffic.count(at, endpoint, answer.status(), Duration.ofNanos(System.nanoTime() - from));
        return answer;
    }

    private static void pause(Duration latency) {
        if (!latency.isZero()) {
            try {
                Thread.sleep(latency);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
