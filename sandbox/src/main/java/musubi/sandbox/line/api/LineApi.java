package musubi.sandbox.line.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Request;
import musubi.sandbox.http.SeenCall;
import musubi.sandbox.line.ApiTraffic;
import musubi.sandbox.line.account.AccessTokens;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint, performs LINE's checks of every call (exact path, method, token, size, media type, rate limit) and
 * adds the {@code x-line-request-id} to every answer.
 */
public final class LineApi {

    private static final int MAX_BODY_BYTES = 2 * 1024 * 1024;
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Set<String> WITH_RETRY_KEY =
            Set.of("/v2/bot/message/push", "/v2/bot/message/multicast", "/v2/bot/message/broadcast");

    private final List<Route> routes;
    private final AccessTokens tokens;
    private final Ids ids;
    private final Clock clock;
    private final ApiTraffic traffic;

    public LineApi(List<Route> routes, AccessTokens tokens, Ids ids, Clock clock, ApiTraffic traffic) {
        this.routes = List.copyOf(routes);
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
        this.traffic = traffic;
    }

    public Answer handle(Request request) {
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
                    endpoint = route.name();
                    return counted(request, at, from, endpoint, answer(route, request, id, values.get()));
                }
                if (values.isPresent()) {
                    candidates.add(route);
                }
            }
            throw candidates.isEmpty() ? new Refusal(404, "Not found") : new Refusal(405, "Method Not Allowed");
        } catch (Refusal refusal) {
            return counted(request, at, from, endpoint, refusal.answer());
        }
    }

    private Answer answer(Route route, Request request, String id, Map<String, String> values) {
        var account = route.access() == Route.Access.BEARER ? authenticated(request) : null;
        if (account != null && !account.rateLimits().admits(route.name(), route.limit())) {
            throw new Refusal(429, "The API rate limit has been exceeded. Try again later.");
        }
        if (request.body().length > MAX_BODY_BYTES) {
            throw new Refusal(413, "Request Entity Too Large");
        }
        checkMediaType(route, request);
        checkRetryKey(route, request);
        if (account != null) {
            pause(account.latency());
        }
        return route.endpoint().answer(new Call(request, id, account, values));
    }

    private Account authenticated(Request request) {
        return tokens.find(bearer(request)).orElseThrow(LineApi::invalidToken).account();
    }

    public static String bearer(Request request) {
        return token(request)
                .orElseThrow(() -> new Refusal(401, unauthenticated("missing or malformed authorization header")));
    }

    private static Optional<String> token(Request request) {
        return Optional.ofNullable(request.header("authorization"))
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
    }

    public static Refusal invalidToken() {
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

    /** Only some endpoints take the header, and only a UUID in it. LINE does not document the messages. */
    private static void checkRetryKey(Route route, Request request) {
        var key = request.header(Call.RETRY_KEY);
        if (key != null && !WITH_RETRY_KEY.contains(route.template())) {
            throw new Refusal(400, "The retry key is not supported by this API");
        }
        if (key != null && !UUID.matcher(key).matches()) {
            throw new Refusal(400, "The retry key is invalid");
        }
    }

    private static String mediaType(@Nullable String contentType) {
        var type = contentType == null ? "" : contentType;
        var parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** For all, and for the channel whose valid token the call has. */
    private Answer counted(Request request, Instant at, long from, String endpoint, Answer answer) {
        var took = Duration.ofNanos(System.nanoTime() - from);
        var about = SeenCall.idsOf(request);
        traffic.count(at, endpoint, answer.status(), took, about);
        token(request)
                .flatMap(tokens::find)
                .ifPresent(token -> token.account().traffic().count(at, endpoint, answer.status(), took, about));
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
