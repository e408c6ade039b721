package musubi.sync;

import musubi.sync.profile.ProfileGates;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.connection.Connection;
import musubi.connection.ConnectionChanged;
import musubi.connection.ConnectionDeleted;
import musubi.inbox.PortalOwnership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps one worker per portal, from start-up to shutdown. */
@Component
class Sync implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sync.class);

    private final SyncParts parts;
    private final PortalOwnership ownership;
    private final Map<Long, PortalWorker> workers = new ConcurrentHashMap<>();
    private volatile boolean running;

    Sync(SyncParts parts, PortalOwnership ownership) {
        this.parts = parts;
        this.ownership = ownership;
        parts.inbox().onArrival(this::arrived);
    }

    @Override
    public void start() {
        running = true;
        parts.connections().all().forEach(connection -> worker(connection.portalId()));
    }

    /** Before the web server starts, and after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** The web server stops before us: nothing arrives any more. All portals end within the one patience. */
    @Override
    public void stop() {
        running = false;
        workers.values().forEach(PortalWorker::close);
        var end = System.nanoTime() + parts.settings().stopPatience().toNanos();
        var unfinished = workers.values().stream()
                .filter(worker -> !worker.awaitEnd(Duration.ofNanos(end - System.nanoTime())))
                .count();
        if (unfinished > 0) {
            LOG.info("{} portals had batches under way; their events stay in the inbox", unfinished);
        }
        workers.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @EventListener
    void changed(ConnectionChanged event) {
        parts.connections().find(event.id()).filter(ignored -> running).ifPresent(connection -> {
            var worker = worker(connection.portalId());
            if (parts.profileGates()
                    .changed(connection.id(), parts.connections().lineChannel(connection.id()))) {
                parts.inbox().release(connection.id(), ProfileGates.WAITS);
            }
            if (connection.state() == Connection.State.ACTIVE) {
                worker.accepted(connection.id());
            } else {
                // it may have been paused
                worker.wake();
            }
        });
    }

    /** The events went with their connection. */
    @EventListener
    void deleted(ConnectionDeleted event) {
        parts.profileGates().drop(event.id());
    }

    private void arrived(UUID connectionId) {
        if (running) {
            parts.connections()
                    .find(connectionId)
                    .ifPresent(connection -> worker(connection.portalId()).wake());
        }
    }

    private PortalWorker worker(long portalId) {
        return workers.computeIfAbsent(portalId, id -> {
            var worker = new PortalWorker(parts, ownership, id);
            Thread.ofVirtual().name("portal-" + id).start(worker);
            return worker;
        });
    }
}
