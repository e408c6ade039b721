package musubi.system;

import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how often something is done for each key, for example an address or an account (token bucket). Counts are in memory, so each node
 * has its own, and only the most recently used keys are kept.
 */
public final class RateLimit {

    private final int burst;
    private final int refill;
    private final Duration period;
    private final Map<String, Bucket> buckets;

    /**
     * Creates a limit.
     *
     * @param burst times in a row
     * @param refill times that become available again, one after the other, in each period
     * @param period of the refill
     * @param maxKeys most keys that are kept
     */
    public RateLimit(int burst, int refill, Duration period, int maxKeys) {
        this.burst = burst;
        this.refill = refill;
        this.period = period;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > maxKeys;
            }
        };
    }

    /** Counts one, and returns whether it is within the limit. */
    public synchronized boolean take(String key) {
        return buckets.computeIfAbsent(
                        key,
                        _ -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(burst).refillGreedy(refill, period))
                                .build())
                .tryConsume(1);
    }

    /** Resets the count of a key. */
    public synchronized void forget(String key) {
        buckets.remove(key);
    }

    /** The number of keys that are kept. */
    public synchronized int remembered() {
        return buckets.size();
    }

    /**
     * The key of an address: of IPv6 only the first 64 bits, since a client usually has that whole network.
     *
     * @param address as the web server reports it
     */
    public static String key(String address) {
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            if (bytes.length == 4) {
                return address;
            }
            var key = new StringBuilder();
            for (var at = 0; at < 8; at++) {
                key.append("%02x".formatted(bytes[at]));
            }
            return key.toString();
        } catch (IllegalArgumentException none) {
            return "";
        }
    }
}
