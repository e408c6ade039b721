package musubi.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.connection.Connection;
import musubi.hubspot.HubSpotException;
import musubi.sync.batch.CreateFirst;
import musubi.sync.batch.PortalHealth;

/** Whether batches of a portal may start now, and how the last ones went. In memory: a new owner begins anew. */
final class PortalState {

    /** So many batches ago counts a third of what the last one counts. */
    private static final double REMEMBERED = 32;

    private static final Duration LOOK_INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<UUID, Instant> refusedUntil = new ConcurrentHashMap<>();
    private final Map<Batches, CreateFirst> createFirst = new ConcurrentHashMap<>();
    private final AtomicInteger failedBatches = new AtomicInteger();
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile Instant nextLook = Instant.MIN;
    private volatile Instant lastWrite = Instant.MIN;
    private double failing;

    /** Those of a connection that are alike: of imports, or of what friends do. */
    private record Batches(UUID connectionId, boolean background) {}

    PortalState(Clock clock) {
        this.clock = clock;
    }

    /** Whether a batch of the connection may start. */
    boolean mayStart(Connection connection) {
        var now = clock.instant();
        return !connection.isPaused()
                && !now.isBefore(pausedUntil)
                && !now.isBefore(refusedUntil.getOrDefault(connection.id(), Instant.MIN));
    }

    /** Whether a minute has passed since the last look at who waits although nothing is in the way. For the worker's thread. */
    boolean isTimeToLook() {
        var now = clock.instant();
        if (now.isBefore(nextLook)) {
            return false;
        }
        nextLook = now.plus(LOOK_INTERVAL);
        return true;
    }

    synchronized PortalHealth health() {
        return new PortalHealth(lastWrite, failedBatches.get(), failing);
    }

    /** What the connection's batches of that kind met. */
    CreateFirst createFirst(Connection connection, boolean background) {
        return createFirst.computeIfAbsent(new Batches(connection.id(), background), _ -> new CreateFirst(clock));
    }

    /**
     * A batch ended.
     *
     * @param before the health when the batch began
     */
    void ended(ApplyBatch.Result result, PortalHealth before) {
        var failed = result.failure().filter(PortalState::isTemporary).isPresent();
        if (result.typical() && (failed || result.answered())) {
            count(failed);
        }
        if (result.wrote()) {
            lastWrite = clock.instant();
            failedBatches.set(0);
        } else if (failed) {
            // batches that run side by side fail together, and count once
            var _ = failedBatches.compareAndSet(before.failedBatches(), before.failedBatches() + 1);
        }
    }

    private synchronized void count(boolean failed) {
        failing += ((failed ? 1 : 0) - failing) / REMEMBERED;
    }

    private static boolean isTemporary(HubSpotException failure) {
        return switch (failure.kind()) {
            case RETRY, REJECTED -> true;
            case LIMITED, QUOTA, AUTH -> false;
        };
    }

    /** No batch of the portal starts for that long. */
    void pause(Duration duration) {
        pausedUntil = clock.instant().plus(duration);
    }

    /** When the next batch of the portal may start; in the past: now. */
    Instant pausedUntil() {
        return pausedUntil;
    }

    /** HubSpot refuses the connection's token: it is tried again after that long. */
    void refuse(UUID connectionId, Duration duration) {
        refusedUntil.put(connectionId, clock.instant().plus(duration));
    }

    /**
     * The connection's token is to be tried at once, or was accepted.
     *
     * @return whether it was refused before
     */
    boolean accept(UUID connectionId) {
        return refusedUntil.remove(connectionId) != null;
    }
}
