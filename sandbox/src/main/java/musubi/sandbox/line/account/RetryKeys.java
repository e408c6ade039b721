package musubi.sandbox.line.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests accepted with an {@code X-Line-Retry-Key} are not performed again for 24 hours.
 * https://developers.line.biz/en/reference/messaging-api/#retry-api-request
 */
public final class RetryKeys {

    private static final Duration TTL = Duration.ofHours(24);

    private final Clock clock;
    private final Map<String, Accepted> accepted = new HashMap<>();

    private record Accepted(String requestId, ObjectNode answer, Instant until) {}

    RetryKeys(Clock clock) {
        this.clock = clock;
    }

    /**
     * Does the work and answers 200, or 409 when a request with that key was accepted before. A refusal leaves the key
     * unused.
     *
     * @param key null: no retry key was given
     * @param requestId of this request
     */
    public synchronized Answer once(@Nullable String key, String requestId, Supplier<ObjectNode> work) {
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
        accepted.put(key, new Accepted(requestId, answer, clock.instant().plus(TTL)));
        return Answer.json(200, answer);
    }

    synchronized void clear() {
        accepted.clear();
    }
}
