package musubi.result.write;

import java.time.Clock;
import java.time.Duration;
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
import musubi.system.work.LongWork;
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
    private final LongWork work;
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
        this.work = new LongWork("results", clock, QUOTA_REST);
        jobs.every(LOOK, "results", this::look);
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        if (inherited < 0) {
            inherited = batches.lastId();
        }
        for (var id : batches.connections()) {
            connections.find(id).filter(this::isOurs).ifPresent(connection -> work.begin(id, () -> run(connection)));
        }
    }

    private boolean isOurs(Connection connection) {
        return !connection.isPaused() && ownership.own(connection.portalId());
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
            work.rest(id, LIMITED_REST);
            WorkerFailures.record("results", failure);
        }
    }

    private void failed(Connection connection, HubSpotException e) {
        var id = connection.id();
        switch (e.kind()) {
            case AUTH -> {
                waits(id, e.isMissingScope() ? WaitReason.HUBSPOT_SCOPE_MISSING : WaitReason.HUBSPOT_UNAUTHORIZED, e);
                work.rest(id, REFUSED_REST);
            }
            case LIMITED -> {
                waits(id, WaitReason.HUBSPOT_LIMITED, e);
                work.rest(id, e.retryAfter().orElse(LIMITED_REST));
            }
            case QUOTA -> {
                waits(id, WaitReason.HUBSPOT_LIMITED, e);
                work.rest(id, QUOTA_REST);
            }
            case RETRY, REJECTED -> {
                waits(id, WaitReason.HUBSPOT_UNAVAILABLE, e);
                var count =
                        failures.computeIfAbsent(id, _ -> new AtomicInteger()).incrementAndGet();
                var doubled = e.retryAfter().orElse(Duration.ofSeconds(1L << Math.min(count - 1, 6)));
                work.rest(id, doubled.compareTo(MAX_REST) < 0 ? doubled : MAX_REST);
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
            work.rest(id, LOOK);
        } catch (ConnectionRefusedException e) {
            connections.report(id, new Problem(ProblemCode.PROPERTIES_NOT_REPAIRED, e.subjects()));
            progress.waits(id, WaitReason.PROPERTY_MISSING, "", clock.instant());
            work.rest(id, REFUSED_REST);
        } catch (RuntimeException e) {
            work.rest(id, LIMITED_REST);
            WorkerFailures.record("results", e);
        }
    }

    /** Somebody may have entered another token. */
    @EventListener
    void changed(ConnectionChanged event) {
        work.restNoLonger(event.id());
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    /** Calls under way have five seconds to get their outcome. What has none is looked for after the next start. */
    @Override
    public void stop() {
        started = false;
        work.stop();
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
