package musubi.sync;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import musubi.connection.Connection;
import musubi.connection.UnknownConnectionException;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.inbox.OwnershipLostException;
import musubi.inbox.Tenure;
import musubi.sync.outage.PortalOutage;
import musubi.system.WorkerFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one portal's work while this node owns it: claims due events, starts batches of different friends side by side, and
 * stops where HubSpot asks to wait. Batches are started on this one thread alone.
 */
final class PortalWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PortalWorker.class);
    /** Arrivals wake the worker at once; this is for what other nodes took in and for what became due. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    /** A friend may have several events; those beyond the first friends of a batch stay for the next. */
    private static final int MAX_EVENTS = 3 * HubSpotClient.BATCH;

    /** Batches that imports leave free for what friends do. */
    private static final int RESERVED_FOR_LIVE = 2;

    private final PortalEvents portal;
    private final ApplyBatch applyBatch;
    private final PortalState state;
    private final PortalOutage outage;
    private final PortalProblems problems;
    private final int concurrentBatches;
    private final Semaphore free;
    private final AtomicInteger liveBatches = new AtomicInteger();
    private final Semaphore wakeUps = new Semaphore(0);
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    PortalWorker(
            PortalEvents portal,
            ApplyBatch applyBatch,
            PortalState state,
            PortalOutage outage,
            PortalProblems problems,
            int concurrentBatches) {
        this.portal = portal;
        this.applyBatch = applyBatch;
        this.state = state;
        this.outage = outage;
        this.problems = problems;
        this.concurrentBatches = concurrentBatches;
        this.free = new Semaphore(concurrentBatches);
    }

    /** There may be something to do. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** An operator set a new token, or HubSpot accepts the old one again. */
    void accepted(Connection connection) {
        var _ = state.accept(connection.id());
        wake();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                if (!portal.isOwned() || !startAll()) {
                    if (wakeUps.tryAcquire(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                        wakeUps.drainPermits();
                    }
                }
            } catch (InterruptedException ignored) {
                return;
            } catch (Throwable failure) { // the portal's work must go on, whatever it was
                WorkerFailures.record("portal", failure);
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
        }
    }

    /** Starts no more batches from now on. */
    void close() {
        stopping = true;
        wake();
    }

    /** Waits for the batches that run; false when some did not end in time. */
    boolean awaitEnd(Duration timeout) {
        try {
            return free.tryAcquire(concurrentBatches, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** True when a batch was started. */
    private boolean startAll() {
        var started = false;
        if (outage.mayTry()) {
            portal.tryOne();
        }
        if (state.isTimeToLook()) {
            portal.goOnWithProfiles();
        }
        for (var connection : portal.connections()) {
            started |= !stopping && mayStart(connection) && (start(connection, false) || start(connection, true));
        }
        return started;
    }

    private boolean mayStart(Connection connection) {
        return state.mayStart(connection) && free.availablePermits() > 0;
    }

    private boolean start(Connection connection, boolean background) {
        if (background && free.availablePermits() <= RESERVED_FOR_LIVE) {
            return false;
        }
        var tenure = portal.begin();
        var started = false;
        try {
            started = tenure.isPresent() && start(connection, background, tenure.get());
        } finally {
            if (!started) {
                tenure.ifPresent(Tenure::close);
            }
        }
        return started;
    }

    private boolean start(Connection connection, boolean background, Tenure tenure) {
        var prefix = connection.id() + " ";
        var others = busy.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
        var claimed = portal.claim(connection, background, others, MAX_EVENTS);
        if (claimed.isEmpty() || mayGrow(claimed, background) || !free.tryAcquire()) {
            return false;
        }
        var keys = claimed.friends().stream().map(friend -> prefix + friend).toList();
        busy.addAll(keys);
        if (!background) {
            liveBatches.incrementAndGet();
        }
        Thread.ofVirtual().name("batch").start(() -> {
            try {
                apply(connection, claimed, background, tenure);
            } finally {
                tenure.close();
                end(keys, background);
            }
        });
        return true;
    }

    private void end(List<String> keys, boolean background) {
        busy.removeAll(keys);
        if (!background) {
            liveBatches.decrementAndGet();
        }
        free.release();
        wake();
    }

    /**
     * While calls are short, a batch that is not full waits for a running one to end: it may be fuller then. What friends do
     * never waits for the batches of an import, of which one is always running.
     */
    private boolean mayGrow(ClaimedEvents claimed, boolean background) {
        return claimed.work().size() < HubSpotClient.BATCH
                && (background ? free.availablePermits() < concurrentBatches : liveBatches.get() > 0)
                && !portal.hasSpareCalls();
    }

    private void apply(Connection connection, ClaimedEvents claimed, boolean background, Tenure tenure) {
        try {
            // a machine that slept must not go on where it was
            var access = portal.access(connection).beforeSending(tenure::require);
            var health = state.health();
            var result = applyBatch.run(
                    connection,
                    background ? access.with(CallPriority.IMPORT) : access,
                    claimed,
                    health,
                    state.createFirst(connection, background),
                    tenure);
            state.ended(result, health);
            if (result.wrote()) {
                portal.wrote(connection);
            }
            if (result.answered() && outage.succeeded()) {
                portal.goOn();
            }
            problems.ended(connection, access, result);
            result.failure().ifPresent(failure -> outage.failed(failure, state.pausedUntil()));
        } catch (OwnershipLostException lost) {
            LOG.info("a batch is given up: {}; its events are applied by the owner", lost.getMessage());
        } catch (UnknownConnectionException ignored) {
            LOG.info(
                    "portal {}: the connection {} was deleted, and its events with it",
                    connection.portalId(),
                    connection.id());
        } catch (Throwable failure) {
            // nothing is lost: the events are still in the inbox, and applying them twice changes nothing
            WorkerFailures.record("batch", failure);
            state.pause(POLL_INTERVAL);
        }
    }
}
