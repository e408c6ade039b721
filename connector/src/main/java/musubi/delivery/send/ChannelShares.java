package musubi.delivery.send;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.delivery.SendMethod;

/** How many calls each delivery of a channel may have at LINE at a time: all of them have the same share. */
final class ChannelShares {

    /** Half a second of LINE's limit of pushes, so that a test that comes meanwhile waits no longer than that. */
    private static final int PUSHES = 1_000;

    private static final int MULTICASTS = 100;

    private final Map<UUID, AtomicInteger> running = new ConcurrentHashMap<>();

    void join(UUID connectionId) {
        running.computeIfAbsent(connectionId, _ -> new AtomicInteger()).incrementAndGet();
    }

    void leave(UUID connectionId) {
        running.computeIfPresent(connectionId, (_, count) -> count.decrementAndGet() == 0 ? null : count);
    }

    int of(UUID connectionId, SendMethod method) {
        var count = running.get(connectionId);
        var all = switch (method) {
            case PUSH -> PUSHES;
            case MULTICAST -> MULTICASTS;
        };
        return Math.max(1, all / Math.max(1, count == null ? 1 : count.get()));
    }
}
