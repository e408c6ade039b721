package musubi.sync.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import musubi.sync.Reason;

/**
 * Decides for one batch when what failed is tried again, and which attempt is the last. What counts is whether writes of
 * others succeeded meanwhile: where none did, the portal is down, and nobody's attempts are used up (docs/adr/0020).
 */
public final class RetryPolicy {

    /** Attempts until a contact is given up while writes of others succeed: two minutes, where nothing else fails. */
    static final int MAX_ATTEMPTS = 8;
    /** Attempts where nothing else was to be written, so that nobody knows whose problem it is: half an hour. */
    private static final int MAX_ATTEMPTS_ALONE = 35;
    /** Where others fail as well now and then: nobody is given up whose attempts all failed by a chance as large as this. */
    private static final double BY_CHANCE = 1e-7;

    private static final double FAILING_AT_MOST = 0.99;

    /** After so many attempts of one friend, that friend may be the cause of a call's failure. */
    private static final int SUSPICIOUS_ATTEMPTS = 3;

    private static final Duration MAX_BACKOFF = Duration.ofMinutes(1);
    /** A write that took place so shortly before an attempt counts as one after the attempt before. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final PortalHealth health;
    private final Instant now;
    private boolean hasWritten;

    /** @param health of the portal before the batch */
    public RetryPolicy(PortalHealth health, Instant now) {
        this.health = health;
        this.now = now;
    }

    /** HubSpot carried out a write of this batch. */
    void written() {
        hasWritten = true;
    }

    /** Whether HubSpot carried out a write of this batch. */
    public boolean hasWritten() {
        return hasWritten;
    }

    /** Whether HubSpot carried out a write since the attempt before. */
    boolean othersSucceed(int attempts) {
        return hasWritten
                || health.lastWrite().isAfter(now.minus(backoff(attempts)).minus(TOLERANCE));
    }

    /** Whether this friend may be the cause of a whole call's failure. */
    boolean isSuspicious(FriendWork work) {
        return health.isSuspicious() || failedOften(work);
    }

    /** How these attempts go says more of this friend than of the portal. */
    public static boolean failedOften(FriendWork work) {
        return work.attempts() >= SUSPICIOUS_ATTEMPTS;
    }

    /** Whether one of these friends may be the cause of a whole call's failure. */
    public boolean isAnySuspicious(List<FriendWork> work) {
        return health.isSuspicious() || work.stream().anyMatch(this::isSuspicious);
    }

    /** Whether so many attempts before make this one the last. */
    boolean isLast(int attempts, RetryCause cause) {
        // what HubSpot itself names does not go away by itself
        if (cause.reason() == Reason.VALUE_HELD_IN_RECYCLE_BIN) {
            return attempts + 1 >= MAX_ATTEMPTS;
        }
        return attempts + 1 >= (othersSucceed(attempts) ? maxAttempts() : MAX_ATTEMPTS_ALONE);
    }

    private int maxAttempts() {
        var failing = Math.min(health.failing(), FAILING_AT_MOST);
        var attempts = failing > 0 ? Math.ceil(Math.log(BY_CHANCE) / Math.log(failing)) : 0;
        return (int) Math.clamp(attempts, MAX_ATTEMPTS, MAX_ATTEMPTS_ALONE);
    }

    /** How long a friend waits when the batch failed as a whole. */
    Duration waitOfAll(int attempts) {
        return longer(backoff(attempts), backoff(health.failedBatches()));
    }

    /** 1 s, doubled with each attempt, at most a minute. */
    static Duration backoff(int attempts) {
        return Duration.ofSeconds(Math.min(1L << Math.min(attempts, 6), MAX_BACKOFF.toSeconds()));
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
