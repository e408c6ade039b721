package musubi.sandbox.line;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was accepted under an {@code X-Line-Retry-Key} is not done again for 24 hours.
 * https://developers.line.biz/en/reference/messaging-api/#retry-api-request
 */
final class RetryKeys {

    private static final Duration LIFE = Duration.ofHours(24);
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Set<String> TAKE_IT =
            Set.of("/v2/bot/message/push", "/v2/bot/message/multicast", "/v2/bot/message/broadcast");

    private final Clock clock;
    private final Map<String, Accepted> accepted = new HashMap<>();

    private record Accepted(String requestId, ObjectNode answer, Instant until) {}

    RetryKeys(Clock clock) {
        this.clock = clock;
    }

    /** Only some endpoints take the header, and only a UUID in it. LINE documents neither message. */
    static void check(Route route, Request request) {
        var key = request.header("x-line-retry-key");
        if (key != null && !TAKE_IT.contains(route.template())) {
            throw new Refusal(400, "The retry key is not supported by this API");
        }
        if (key != null && !UUID.matcher(key).matches()) {
            throw new Refusal(400, "The retry key is invalid");
        }
    }

    /** Does it and answers 200, or says that it was done already. A refusal leaves the key unused. */
    synchronized Answer once(Call call, Supplier<ObjectNode> work) {
        var key = call.request().header("x-line-retry-key");
        if (key == null) {
            return Answer.json(200, work.get());
        }
        var before = accepted.get(key);
        if (before != null && clock.instant().isBefore(before.until())) {
            var answer = Json.object().put("message", "The retry key is already accepted");
            answer.setAll(before.answer());
            return Answer.json(409, answer).with("x-line-accepted-request-id", before.requestId());
        }
        var answer = work.get();
        accepted.put(key, new Accepted(call.id(), answer, clock.instant().plus(LIFE)));
        return Answer.json(200, answer);
    }

    synchronized void clear() {
        accepted.clear();
    }
}
