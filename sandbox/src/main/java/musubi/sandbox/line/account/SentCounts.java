package musubi.sandbox.line.account;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many messages an account sent by each endpoint and day of Japan. */
public final class SentCounts {

    /** LINE's days. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private final Clock clock;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    SentCounts(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts messages that were sent.
     *
     * @param kind the last part of the endpoint's path
     */
    public void add(String kind, long messages) {
        counts.computeIfAbsent(kind + " " + today(), any -> new LongAdder()).add(messages);
    }

    public long of(String kind, LocalDate day) {
        var count = counts.get(kind + " " + day);
        return count == null ? 0 : count.sum();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    void clear() {
        counts.clear();
    }
}
