package musubi.sync;

import musubi.sync.batch.FriendWork;
import musubi.sync.batch.PortalHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import musubi.connection.Connection;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.connection.UnknownConnectionException;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.inbox.PortalOwnership;
import musubi.system.WorkerFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one portal's work while this node owns it: takes due events, starts batches of different friends side by side,
 * and holds back where HubSpot says so. Batches are started on this one thread alone.
 */
final class PortalWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PortalWorker.class);
    /** Arrivals wake the worker at once; this is for what other nodes took in and for what became due. */
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A friend may have several events; more than this are looked at when they are next. */
    private static final int TAKE = 3 * HubSpotClient.BATCH;

    /** Batches that imports leave to what friends do. */
    private static final int KEPT_FREE = 2;

    private static final Duration COMPLAIN_AGAIN = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final SyncParts parts;
    private final PortalOwnership ownership;
    private final long portalId;
    private final Semaphore free;
    private final AtomicInteger liveBatches = new AtomicInteger();
    private final Semaphore wakeUps = new Semaphore(0);
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Instant> refusedUntil = new ConcurrentHashMap<>();
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile Instant lastWrite = Instant.MIN;
    private final AtomicInteger troubles = new AtomicInteger();
    private Instant complainedAt = Instant.EPOCH;
    private String lastComplaint = "";
    private volatile boolean stopping;

    PortalWorker(SyncParts parts, PortalOwnership ownership, long portalId) {
        this.parts = parts;
        this.ownership = ownership;
        this.portalId = portalId;
        this.free = new Semaphore(parts.settings().concurrentBatches());
    }

    /** There may be something to do. */
    void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    /** An operator set a new token, or HubSpot takes the old one again. */
    void accepted(UUID connectionId) {
        refusedUntil.remove(connectionId);
        wake();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                if (!ownership.own(portalId) || !startAll()) {
                    if (wakeUps.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                        wakeUps.drainPermits();
                    }
                }
            } catch (InterruptedException ignored) {
                return;
            } catch (Throwable failure) { // the portal's work must go on, whatever it was
                WorkerFailures.tell("portal", failure);
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    /** Takes nothing more from now on. */
    void close() {
        stopping = true;
        wake();
    }

    /** Waits for the batches under way; false when some did not end in time. */
    boolean awaitEnd(Duration patience) {
        try {
            return free.tryAcquire(parts.settings().concurrentBatches(), patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** True when a batch was started. */
    private boolean startAll() {
        var started = false;
        for (var connection : connections()) {
            started |= !stopping && mayWork(connection) && (start(connection, false) || start(connection, true));
        }
        return started;
    }

    private List<Connection> connections() {
        return parts.connections().all().stream()
                .filter(connection -> connection.portalId() == portalId)
                .toList();
    }

    private boolean mayWork(Connection connection) {
        var now = parts.clock().instant();
        return !connection.isPaused()
                && !now.isBefore(pausedUntil)
                && !now.isBefore(refusedUntil.getOrDefault(connection.id(), Instant.MIN))
                && free.availablePermits() > 0;
    }

    private boolean start(Connection connection, boolean background) {
        if (background && free.availablePermits() <= KEPT_FREE) {
            return false;
        }
        var prefix = connection.id() + " ";
        var others = busy.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .toList();
        var events = background
                ? parts.inbox().takeBackground(connection.id(), others, TAKE)
                : parts.inbox().take(connection.id(), others, TAKE);
        var taken = ClaimedEvents.of(events, HubSpotClient.BATCH);
        if (taken.isEmpty() || mayGrow(taken.work(), background) || !free.tryAcquire()) {
            return false;
        }
        var keys = taken.friends().stream().map(friend -> prefix + friend).toList();
        busy.addAll(keys);
        if (!background) {
            liveBatches.incrementAndGet();
        }
        Thread.ofVirtual().name("batch").start(() -> {
            try {
                apply(connection, taken, background);
            } finally {
                busy.removeAll(keys);
                if (!background) {
                    liveBatches.decrementAndGet();
                }
                free.release();
                wake();
            }
        });
        return true;
    }

    /**
     * While calls are short, a batch that is not full waits for one under way to end: it may be fuller then. What friends
     * do never waits for an import's batches: there is always one of them under way.
     */
    private boolean mayGrow(List<FriendWork> work, boolean background) {
        return work.size() < HubSpotClient.BATCH
                && (background ? free.availablePermits() < parts.settings().concurrentBatches() : liveBatches.get() > 0)
                && !parts.hubspot().hasSpareCalls(portalId);
    }

    private void apply(Connection connection, ClaimedEvents taken, boolean background) {
        try {
            var access = parts.connections().hubspot(connection.id());
            var health = new PortalHealth(lastWrite, troubles.get());
            var result =
                    new ApplyBatch(parts, connection, background ? access.with(CallPriority.IMPORT) : access, taken, health).run();
            if (result.wrote()) {
                lastWrite = parts.clock().instant();
                troubles.set(0);
            } else if (result.trouble().filter(PortalWorker::isOfTheMoment).isPresent()) {
                // the batches that are under way together are one trouble
                troubles.compareAndSet(health.troubles(), health.troubles() + 1);
            }
            if (result.propertyMissing()) {
                repair(connection);
            }
            result.trouble().ifPresentOrElse(trouble -> hold(connection, access, trouble), () -> recovered(connection));
        } catch (UnknownConnectionException ignored) {
            LOG.info("portal {}: the connection {} is gone, and its events with it", portalId, connection.id());
        } catch (Throwable failure) {
            // nothing is lost: the events are still in the inbox, and applying them twice changes nothing
            WorkerFailures.tell("batch", failure);
            pausedUntil = parts.clock().instant().plus(POLL);
        }
    }

    private static boolean isOfTheMoment(HubSpotException trouble) {
        return switch (trouble.kind()) {
            case RETRY, REJECTED -> true;
            case LIMITED, QUOTA, AUTH -> false;
        };
    }

    /** Somebody deleted a property in HubSpot: it is made again, and the events are applied when their time comes. */
    private void repair(Connection connection) {
        try {
            parts.connections().repair(connection.id());
            parts.connections().resolve(connection.id(), ProblemCode.PROPERTIES_NOT_REPAIRED);
        } catch (ConnectionRefusedException e) {
            parts.connections().report(connection.id(), new Problem(ProblemCode.PROPERTIES_NOT_REPAIRED, e.subjects()));
        }
    }

    /** What each kind of trouble means for the portal or the connection. The one place where that stands. */
    private void hold(Connection connection, PortalAccess access, HubSpotException trouble) {
        var now = parts.clock().instant();
        complain(String.valueOf(trouble.getMessage()), now);
        switch (trouble.kind()) {
            case AUTH -> {
                refusedUntil.put(connection.id(), now.plus(PROBE));
                parts.connections().refused(connection.id(), access, refusal(trouble));
            }
            case LIMITED -> pause(now.plus(trouble.retryAfter().orElse(Duration.ofSeconds(10))));
            case QUOTA -> {
                var midnight = LocalDate.ofInstant(now, connection.timeZone())
                        .plusDays(1)
                        .atStartOfDay(connection.timeZone())
                        .toInstant();
                var latest = now.plus(LONGEST_PAUSE);
                pause(midnight.isBefore(latest) ? midnight : latest);
                parts.connections().report(connection.id(), new Problem(ProblemCode.HUBSPOT_QUOTA_USED));
            }
            case RETRY ->
                trouble.foreignType()
                        .ifPresent(type -> parts.connections()
                                .report(
                                        connection.id(),
                                        new Problem(
                                                ProblemCode.HUBSPOT_FOREIGN_ANSWER,
                                                String.valueOf(trouble.status()),
                                                type)));
            case REJECTED -> {}
        }
    }

    /** A trouble that lasts is told every half minute, not for each of the batches it holds up. */
    private synchronized void complain(String words, Instant now) {
        if (!words.equals(lastComplaint) || now.isAfter(complainedAt.plus(COMPLAIN_AGAIN))) {
            lastComplaint = words;
            complainedAt = now;
            LOG.warn("portal {}: {}", portalId, words);
        }
    }

    private void pause(Instant until) {
        pausedUntil = until;
        parts.hubspot().pause(portalId, Duration.between(parts.clock().instant(), until));
    }

    private void recovered(Connection connection) {
        if (refusedUntil.remove(connection.id()) != null || connection.state() == Connection.State.UNAUTHORIZED) {
            parts.connections().accepted(connection.id());
        }
        parts.connections().resolve(connection.id(), ProblemCode.HUBSPOT_FOREIGN_ANSWER);
        parts.connections().resolve(connection.id(), ProblemCode.HUBSPOT_QUOTA_USED);
    }

    private static Problem refusal(HubSpotException trouble) {
        if (trouble.status() == 401) {
            return new Problem(ProblemCode.HUBSPOT_TOKEN_REFUSED);
        }
        return trouble.missingScopes().isEmpty()
                ? new Problem(ProblemCode.HUBSPOT_FORBIDDEN)
                : new Problem(ProblemCode.HUBSPOT_SCOPE_MISSING, String.join(", ", trouble.missingScopes()));
    }
}
