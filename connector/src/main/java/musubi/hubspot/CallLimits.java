package musubi.hubspot;

import java.util.concurrent.ConcurrentHashMap;

/** One {@link CallLimit} per portal. */
final class CallLimits {

    /** What HubSpot allows the smallest portal; the answers tell more. */
    private static final int BEFORE_THE_FIRST_ANSWER = 100;

    private final ConcurrentHashMap<Long, CallLimit> limits = new ConcurrentHashMap<>();
    private final int initial;

    CallLimits(HubSpotSettings settings) {
        var fixed = settings.burstLimit();
        this.initial = fixed == null ? BEFORE_THE_FIRST_ANSWER : fixed;
    }

    CallLimit of(long portalId) {
        return limits.computeIfAbsent(portalId, ignored -> new CallLimit(initial, System::nanoTime));
    }
}
