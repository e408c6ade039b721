package musubi.hubspot.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import musubi.hubspot.HubSpotSettings;

/** One {@link CallLimit} per portal for calls, and one for searches. */
final class CallLimits {

    /** What HubSpot allows the smallest portal; the headers of the first answer say what it allows this one. */
    private static final int BEFORE_FIRST_ANSWER = 100;

    private static final int SEARCHES_PER_SECOND = 5;

    private final ConcurrentHashMap<Long, CallLimit> limits = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, CallLimit> searches = new ConcurrentHashMap<>();
    private final int initial;

    CallLimits(HubSpotSettings settings) {
        var fixed = settings.burstLimit();
        this.initial = fixed == null ? BEFORE_FIRST_ANSWER : fixed;
    }

    /** Five searches a second, of all apps together; their answers carry no headers to learn from. */
    CallLimit ofSearches(long portalId) {
        return searches.computeIfAbsent(portalId, ignored -> {
            var limit = new CallLimit(SEARCHES_PER_SECOND, System::nanoTime);
            limit.learn(SEARCHES_PER_SECOND, Duration.ofSeconds(1).toNanos(), -1, 0);
            return limit;
        });
    }

    CallLimit of(long portalId) {
        return limits.computeIfAbsent(portalId, ignored -> new CallLimit(initial, System::nanoTime));
    }
}
