package musubi.result.write;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.connection.Connection;
import musubi.connection.ConnectionChanged;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.hubspot.HubSpotException;
import musubi.inbox.PortalOwnership;
import musubi.result.WaitReason;
import musubi.result.store.BatchRepository;
import musubi.result.store.ProgressRepository;
import musubi.result.store.ResultBatch.Kind;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes on contacts, of portals that this node owns: for each connection on a thread of its own. It looks each second, so that what failed,
 * or what another node left, goes on. What fails waits, and says why.
 */
@Component
final class ResultRuns implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_REST = Duration.ofMinutes(1);
    private static final Duration REFUSED_REST = Duration.ofSeconds(30);
    private static final Duration LIMITED_REST = Duration.ofSeconds(10);
    private static final Duration QUOTA_REST = Duration.ofMinutes(10);

    private final BatchRepository batches;
    private final ProgressRepository progress;
    private final WriteResults write;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final Clock clock;
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> resting = new ConcurrentHashMap<>();
    private final Map<UUID, AtomicInteger> failures = new ConcurrentHashMap<>();
    private volatile boolean started;
    private volatile long inherited = -1;

    ResultRuns(
            BatchRepository batches,
            ProgressRepository progress,
            WriteResults write,
            Connections connections,
            PortalOwnership ownership,
            Clock clock,
            LocalJobs jobs) {
        this.batches = batches;
        this.progress = progress;
        this.write = write;
        this.connections = connections;
        this.ownership = ownership;
        this.clock = clock;
        jobs.every(LOOK, "results", this::look);
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        if (inherited < 0) {
            inherited = batches.lastId();
        }
        running.values().removeIf(thread -> !thread.isAlive());
        var now = clock.instant();
        for (var id : batches.connections()) {
            if (!running.containsKey(id) && !isResting(id, now)) {
                connections.find(id).filter(this::isOurs).ifPresent(this::begin);
            }
        }
    }

    /** A clock that was put back must not make it rest for longer than anything does. */
    private boolean isResting(UUID id, Instant now) {
        var until = resting.getOrDefault(id, now);
        return now.isBefore(until) && !until.isAfter(now.plus(QUOTA_REST));
    }

    private boolean isOurs(Connection connection) {
        return !connection.isPaused() && ownership.own(connection.portalId());
    }

    private void begin(Connection connection) {
        var thread = Thread.ofVirtual().name("results-" + connection.id()).unstarted(() -> run(connection));
        running.put(connection.id(), thread);
        thread.start();
    }

    private boolean goesOn(UUID connectionId) {
        return started && connections.find(connectionId).filter(this::isOurs).isPresent();
    }

    private void run(Connection connection) {
        var id = connection.id();
        try {
            // contacts do not wait for notes, which may lack a scope
            write.all(connection, Kind.CONTACT, inherited, () -> goesOn(id));
            write.all(connection, Kind.NOTE, inherited, () -> goesOn(id));
            failures.remove(id);
            progress.goesOn(id);
        } catch (HubSpotException e) {
            if (goesOn(id)) {
                failed(connection, e);
            }
        } catch (PropertyMissingException e) {
            repair(connection);
        } catch (Throwable failure) { // what is not counted is still on disk
            rest(id, LIMITED_REST);
            WorkerFailures.record("results", failure);
        }
    }

    private void failed(Connection connection, HubSpotException e) {
        var id = connection.id();
        switch (e.kind()) {
            case AUTH -> {
                waits(id, e.isMissingScope() ? WaitReason.HUBSPOT_SCOPE_MISSING : WaitReason.HUBSPOT_UNAUTHORIZED, e);
                rest(id, REFUSED_REST);
            }
            case LIMITED -> {
                waits(id, WaitReason.HUBSPOT_LIMITED, e);
                rest(id, e.retryAfter().orElse(LIMITED_REST));
            }
            case QUOTA -> {
                waits(id, WaitReason.HUBSPOT_LIMITED, e);
                rest(id, QUOTA_REST);
            }
            case RETRY, REJECTED -> {
                waits(id, WaitReason.HUBSPOT_UNAVAILABLE, e);
                var count =
                        failures.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
                var doubled = e.retryAfter().orElse(Duration.ofSeconds(1L << Math.min(count - 1, 6)));
                rest(id, doubled.compareTo(MAX_REST) < 0 ? doubled : MAX_REST);
            }
        }
    }

    private void waits(UUID id, WaitReason reason, HubSpotException e) {
        progress.waits(id, reason, String.join(", ", e.missingScopes()), clock.instant());
    }

    /** As live sync does for its properties. */
    private void repair(Connection connection) {
        var id = connection.id();
        try {
            connections.repair(id);
            connections.resolve(id, ProblemCode.PROPERTIES_NOT_REPAIRED);
            rest(id, LOOK);
        } catch (ConnectionRefusedException e) {
            connections.report(id, new Problem(ProblemCode.PROPERTIES_NOT_REPAIRED, e.subjects()));
            progress.waits(id, WaitReason.PROPERTY_MISSING, "", clock.instant());
            rest(id, REFUSED_REST);
        } catch (RuntimeException e) {
            rest(id, LIMITED_REST);
            WorkerFailures.record("results", e);
        }
    }

    private void rest(UUID id, Duration duration) {
        var most = duration.compareTo(QUOTA_REST) < 0 ? duration : QUOTA_REST;
        resting.put(id, clock.instant().plus(most));
    }

    /** Somebody may have entered another token. */
    @EventListener
    void changed(ConnectionChanged event) {
        resting.remove(event.id());
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    /** Calls under way have five seconds to get their outcome. What has none is looked for after the next start. */
    @Override
    public void stop() {
        started = false;
        var end = System.nanoTime() + STOP_TIMEOUT.toNanos();
        for (var thread : running.values()) {
            try {
                var ignored = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops after the web server, as the sync does. */
    @Override
    public int getPhase() {
        return 0;
    }
}
