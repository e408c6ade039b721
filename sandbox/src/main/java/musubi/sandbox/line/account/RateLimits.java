package musubi.sandbox.line.account;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Token buckets, one per endpoint (URL template and method) of a channel. The capacity is not documented: assumed to be
 * the calls of one period. https://developers.line.biz/en/reference/messaging-api/#rate-limits
 */
public final class RateLimits {

    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private volatile boolean enabled = true;

    RateLimits(Clock clock) {
        this.clock = clock;
    }

    public boolean enabled() {
        return enabled;
    }

    public void enabled(boolean on) {
        enabled = on;
    }

    /**
     * Counts a call; false when it is over the limit.
     *
     * @param endpoint method and URL template
     */
    public boolean admits(String endpoint, Limit limit) {
        return !enabled
                || buckets.computeIfAbsent(endpoint, any -> new Bucket(limit, clock.millis()))
                        .take(clock.millis());
    }

    void clear() {
        buckets.clear();
    }

    private static final class Bucket {
        private final Limit limit;
        private double tokens;
        private long filledAt;

        Bucket(Limit limit, long now) {
            this.limit = limit;
            this.tokens = limit.calls();
            this.filledAt = now;
        }

        synchronized boolean take(long now) {
            var refill =
                    (double) (now - filledAt) * limit.calls() / limit.period().toMillis();
            tokens = Math.min(limit.calls(), tokens + Math.max(refill, 0));
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
