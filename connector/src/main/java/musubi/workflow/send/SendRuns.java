package musubi.workflow.send;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.connection.Connection;
import musubi.connection.ConnectionChanged;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotException;
import musubi.inbox.PortalOwnership;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import musubi.system.work.LongWork;
import musubi.workflow.store.ExecutionRepository;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sends the messages of executions, of portals that this node owns: for each connection on a thread of its own. It looks each second, so that what
 * failed, or what another node left, goes on.
 */
@Component
final class SendRuns implements SmartLifecycle {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_PAUSED = Duration.ofSeconds(10);

    private final ExecutionRepository repository;
    private final SendBatch send;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final LongWork work;
    private final Map<UUID, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile boolean started;

    SendRuns(
            ExecutionRepository repository,
            SendBatch send,
            PausedDeliveries paused,
            Connections connections,
            PortalOwnership ownership,
            Clock clock,
            LocalJobs jobs) {
        this.repository = repository;
        this.send = send;
        this.connections = connections;
        this.ownership = ownership;
        this.clock = clock;
        this.work = new LongWork("workflow", clock, Rest.LONGEST);
        jobs.every(LOOK, "workflow", this::look);
        jobs.every(LOOK_AT_PAUSED, "workflow-paused", paused::look);
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
                more = now.isPresent() && send.send(now.get());
            }
            failures.remove(id);
        } catch (HubSpotException e) {
            work.rest(
                    id,
                    Rest.after(
                            e,
                            failures.computeIfAbsent(id, _ -> new AtomicInteger())
                                    .incrementAndGet()));
        } catch (Throwable failure) { // what is not stored is read again
            work.rest(id, Rest.AFTER_FAILURE);
            WorkerFailures.record("workflow", failure);
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
