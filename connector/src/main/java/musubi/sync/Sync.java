package musubi.sync;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection;
import musubi.connection.ConnectionChanged;
import musubi.connection.ConnectionDeleted;
import musubi.connection.Connections;
import musubi.inbox.EventQueue;
import musubi.sync.profile.ProfileGates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Runs one worker per portal, from start-up to shutdown. */
@Component
class Sync implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sync.class);

    private final EventQueue queue;
    private final Connections connections;
    private final ProfileGates profileGates;
    private final SyncSettings settings;
    private final StartWorker start;
    private final Map<Long, PortalWorker> workers = new ConcurrentHashMap<>();
    private volatile boolean running;

    Sync(
            EventQueue queue,
            Connections connections,
            ProfileGates profileGates,
            SyncSettings settings,
            StartWorker start) {
        this.queue = queue;
        this.connections = connections;
        this.profileGates = profileGates;
        this.settings = settings;
        this.start = start;
        queue.onArrival(this::arrived);
    }

    @Override
    public void start() {
        running = true;
        connections.all().forEach(connection -> worker(connection.portalId()));
    }

    /** Starts before the web server, and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** The web server has stopped: nothing arrives any more. All portals together have {@code stopPatience} to end. */
    @Override
    public void stop() {
        running = false;
        workers.values().forEach(PortalWorker::close);
        var end = System.nanoTime() + settings.stopPatience().toNanos();
        var unfinished = workers.values().stream()
                .filter(worker -> !worker.awaitEnd(Duration.ofNanos(end - System.nanoTime())))
                .count();
        if (unfinished > 0) {
            LOG.info("batches of {} portals did not end in time; their events stay in the inbox", unfinished);
        }
        workers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @EventListener
    void changed(ConnectionChanged event) {
        connections.find(event.id()).filter(ignored -> running).ifPresent(connection -> {
            var worker = worker(connection.portalId());
            if (profileGates.changed(connection.id(), connections.lineChannel(connection.id()))) {
                queue.release(connection.id(), ProfileGates.WAITS);
            }
            if (connection.state() == Connection.State.ACTIVE) {
                worker.accepted(connection);
            } else {
                // it may have been paused
                worker.wake();
            }
        });
    }

    /** The events were deleted with their connection. */
    @EventListener
    void deleted(ConnectionDeleted event) {
        profileGates.drop(event.id());
    }

    private void arrived(UUID connectionId) {
        if (running) {
            connections
                    .find(connectionId)
                    .ifPresent(connection -> worker(connection.portalId()).wake());
        }
    }

    private PortalWorker worker(long portalId) {
        return workers.computeIfAbsent(portalId, start::of);
    }
}
