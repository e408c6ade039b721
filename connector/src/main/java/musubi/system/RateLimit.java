package musubi.system;

import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how often something is done for each key, for example an address or an account. In memory, so per node; of keys
 * that come without end only those used last are remembered.
 */
public final class RateLimit {

    private final int atOnce;
    private final int again;
    private final Duration every;
    private final Map<String, Bucket> buckets;

    /**
     * A limit.
     *
     * @param atOnce times in a row
     * @param again times that come back, one after the other
     * @param every in which they come back
     * @param remembered keys at the most
     */
    public RateLimit(int atOnce, int again, Duration every, int remembered) {
        this.atOnce = atOnce;
        this.again = again;
        this.every = every;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > remembered;
            }
        };
    }

    /** Whether it may be done once more; it is counted. */
    public synchronized boolean take(String key) {
        return buckets.computeIfAbsent(
                        key,
                        _ -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(again, every))
                                .build())
                .tryConsume(1);
    }

    /** What was counted for that key is forgotten. */
    public synchronized void forget(String key) {
        buckets.remove(key);
    }

    /** How many keys are remembered. */
    public synchronized int remembered() {
        return buckets.size();
    }

    /**
     * What an address counts as: of IPv6 the first 64 bits, since whoever has one address has all of those.
     *
     * @param address as the web server tells it
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
