package musubi.sandbox.line.account;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests accepted with an {@code X-Line-Retry-Key} are not performed again for 24 hours. Held compactly: a test may send a million.
 * https://developers.line.biz/en/reference/messaging-api/#retry-api-request
 */
public final class RetryKeys {

    private static final Duration TTL = Duration.ofHours(24);

    private final Clock clock;
    // the oldest first
    private final Map<UUID, Accepted> accepted = new LinkedHashMap<>();

    private record Accepted(UUID requestId, byte[] answer, long untilMillis) {}

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
        var now = clock.millis();
        forgetUntil(now);
        var before = accepted.get(UUID.fromString(key));
        if (before != null) {
            var answer = Json.object().put("message", "The retry key is already accepted");
            answer.setAll((ObjectNode) Json.read(before.answer()));
            return Answer.json(409, answer)
                    .with("x-line-accepted-request-id", before.requestId().toString());
        }
        var answer = work.get();
        accepted.put(
                UUID.fromString(key),
                new Accepted(UUID.fromString(requestId), Json.bytes(answer), now + TTL.toMillis()));
        return Answer.json(200, answer);
    }

    private void forgetUntil(long now) {
        var oldest = accepted.values().iterator();
        while (oldest.hasNext() && now >= oldest.next().untilMillis()) {
            oldest.remove();
        }
    }

    synchronized void clear() {
        accepted.clear();
    }
}
