package musubi.workflow.complete;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.connection.Connection;
import musubi.connection.ConnectionChanged;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.workflow.WorkflowCallbacks;
import musubi.inbox.PortalOwnership;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import musubi.system.work.LongWork;
import musubi.workflow.send.Rest;
import musubi.workflow.store.CompletionRepository;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Completes executions, of portals that this node owns: for each connection on a thread of its own, whatever becomes of those that are still to be
 * sent. It looks each second. Also deletes executions for which no workflow waits any more.
 */
@Component
final class CompleteRuns implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration EXPIRE = Duration.ofMinutes(1);
    private static final int EXPIRED_AT_ONCE = 10_000;

    private final CompletionRepository repository;
    private final CompleteBatch complete;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final LongWork work;
    private final Map<UUID, AtomicInteger> failures = new ConcurrentHashMap<>();
    private volatile boolean started;

    CompleteRuns(
            CompletionRepository repository,
            CompleteBatch complete,
            Connections connections,
            PortalOwnership ownership,
            MeterRegistry metrics,
            Clock clock,
            LocalJobs jobs) {
        this.repository = repository;
        this.complete = complete;
        this.connections = connections;
        this.ownership = ownership;
        this.metrics = metrics;
        this.clock = clock;
        this.work = new LongWork("workflow-complete", clock, Rest.LONGEST);
        jobs.every(LOOK, "workflow-complete", this::look);
        jobs.every(EXPIRE, "workflow-expire", this::expire);
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        for (var id : repository.connections(clock.instant())) {
            connections.find(id).filter(this::isOurs).ifPresent(connection -> work.begin(id, () -> run(connection)));
        }
    }

    private boolean isOurs(Connection connection) {
        return !connection.isPaused() && ownership.own(connection.portalId());
    }

    private void run(Connection connection) {
        var id = connection.id();
        try {
            var more = true;
            while (more && started) {
                var now = connections.find(id).filter(this::isOurs);
                more = now.isPresent() && complete.complete(now.get());
            }
            failures.remove(id);
            connections.resolve(id, ProblemCode.HUBSPOT_WORKFLOWS_FORBIDDEN);
        } catch (HubSpotException e) {
            if (e.isMissingScope()) {
                var scopes = String.join(", ", e.missingScopes());
                connections.report(
                        id,
                        new Problem(
                                ProblemCode.HUBSPOT_WORKFLOWS_FORBIDDEN,
                                scopes.isEmpty() ? WorkflowCallbacks.SCOPE : scopes));
            }
            work.rest(
                    id,
                    Rest.after(
                            e,
                            failures.computeIfAbsent(id, _ -> new AtomicInteger())
                                    .incrementAndGet()));
        } catch (Throwable failure) { // what HubSpot was not told is still on disk
            work.rest(id, Rest.AFTER_FAILURE);
            WorkerFailures.record("workflow-complete", failure);
        }
    }

    private void expire() {
        var untold = repository.expire(clock.instant(), EXPIRED_AT_ONCE);
        if (untold > 0) {
            metrics.counter("musubi.workflow.expired").increment((double) untold);
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
