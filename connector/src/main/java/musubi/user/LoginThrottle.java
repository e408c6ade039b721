package musubi.user;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Bounds how often somebody may guess: per account, whether there is one or not, and per address. In memory, so per node.
 */
@Component
class LoginThrottle {

    static final int PER_ACCOUNT = 10;
    static final int PER_ADDRESS = 50;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final Counted accounts = new Counted(PER_ACCOUNT);
    private final Counted addresses = new Counted(PER_ADDRESS);

    /** Whether one more attempt may be made; it is counted. */
    boolean mayTry(String account, String address) {
        return addresses.take(address) && accounts.take(account);
    }

    /** The attempt was right: what was counted against the account is forgotten. */
    void right(String account) {
        accounts.forget(account);
    }

    private static final class Counted {

        private static final int REMEMBERED = 20_000;

        private final int capacity;
        private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > REMEMBERED;
            }
        };

        Counted(int capacity) {
            this.capacity = capacity;
        }

        synchronized boolean take(String key) {
            return buckets.computeIfAbsent(
                            key,
                            ignored -> Bucket.builder()
                                    .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, WINDOW))
                                    .build())
                    .tryConsume(1);
        }

        synchronized void forget(String key) {
            buckets.remove(key);
        }
    }
}
