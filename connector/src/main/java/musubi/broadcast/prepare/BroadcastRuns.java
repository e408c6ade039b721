package musubi.broadcast.prepare;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import musubi.broadcast.store.BroadcastRepository;
import musubi.broadcast.store.StoredBroadcast;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.delivery.Deliveries;
import musubi.delivery.DeliveryState;
import musubi.delivery.DeliveryStateException;
import musubi.delivery.PauseReason;
import musubi.inbox.PortalOwnership;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import musubi.system.work.LongWork;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Prepares broadcasts when it is time to, and sends them when it is time to, of portals that this node owns. It looks each second, so that
 * what failed, or what another node left, goes on.
 */
@Component
public final class BroadcastRuns implements SmartLifecycle {

    /** A scheduled broadcast that is later than this is not sent before a person says so. */
    static final Duration MISSED = Duration.ofMinutes(15);

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** After a failure, so that it does not fail each second. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final BroadcastRepository broadcasts;
    private final Deliveries deliveries;
    private final StartBroadcast start;
    private final PrepareBroadcast prepare;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final Clock clock;
    private final LongWork preparing;
    private volatile boolean started;

    BroadcastRuns(
            BroadcastRepository broadcasts,
            Deliveries deliveries,
            StartBroadcast start,
            PrepareBroadcast prepare,
            Connections connections,
            PortalOwnership ownership,
            Clock clock,
            LocalJobs jobs) {
        this.broadcasts = broadcasts;
        this.deliveries = deliveries;
        this.start = start;
        this.prepare = prepare;
        this.connections = connections;
        this.ownership = ownership;
        this.clock = clock;
        this.preparing = new LongWork("broadcast", clock, REST);
        jobs.every(LOOK, "broadcasts", this::look);
    }

    /** Looks now, on another thread. */
    public void wake() {
        Thread.ofVirtual().name("broadcasts").start(() -> {
            try {
                look();
            } catch (Throwable failure) { // it is looked again within a second
                WorkerFailures.record("broadcasts", failure);
            }
        });
    }

    private synchronized void look() {
        if (!started) {
            return;
        }
        var now = clock.instant();
        broadcasts
                .due(now)
                .forEach(broadcast -> owned(broadcast, _ -> beside(broadcast, () -> start.scheduled(broadcast))));
        broadcasts.started().forEach(broadcast -> owned(broadcast, connection -> goOn(broadcast, connection, now)));
    }

    private void owned(StoredBroadcast broadcast, Consumer<Connection> work) {
        try {
            connections
                    .find(broadcast.connectionId())
                    .filter(connection -> !connection.isPaused() && ownership.own(connection.portalId()))
                    .ifPresent(work);
        } catch (DeliveryStateException changed) {
            // by a person, at this moment
        } catch (RuntimeException failure) { // one that fails must not keep the others from going on
            WorkerFailures.record("broadcasts", failure);
        }
    }

    /** What asks HubSpot and LINE: on a thread of its own, one at a time for a broadcast, and not at once again after a failure. */
    private void beside(StoredBroadcast broadcast, Runnable work) {
        preparing.begin(broadcast.id(), () -> run(broadcast.id(), work));
    }

    private void goOn(StoredBroadcast broadcast, Connection connection, Instant now) {
        var id = broadcast.id();
        var state = deliveries.find(id).map(delivery -> delivery.state()).orElse(DeliveryState.CANCELLED);
        if (state == DeliveryState.PREPARING && !preparing.isRunning(id)) {
            if (isLate(broadcast, true, now)) {
                deliveries.pause(id, PauseReason.MISSED, "");
            } else {
                beside(broadcast, () -> prepare.run(broadcast, connection, () -> goesOn(connection)));
            }
        } else if (state == DeliveryState.READY
                && broadcast.releaseAt().filter(at -> !at.isAfter(now)).isPresent()) {
            release(broadcast, now);
        }
    }

    private void release(StoredBroadcast broadcast, Instant now) {
        if (isLate(broadcast, broadcast.sendAt().isEmpty(), now)) {
            deliveries.pause(broadcast.id(), PauseReason.MISSED, "");
        } else {
            deliveries.start(broadcast.id());
        }
    }

    /**
     * Whether it should have gone out long ago. This node was down then; or the database is one that was restored from a back-up, and it has
     * gone out.
     *
     * @param sinceProgress whether it counts from the last thing that was done for it, if that was after its time
     */
    private boolean isLate(StoredBroadcast broadcast, boolean sinceProgress, Instant now) {
        var time = broadcast.releaseAt().orElse(Instant.MAX);
        var done = sinceProgress ? deliveries.progressAt(broadcast.id()).orElse(Instant.MIN) : Instant.MIN;
        return now.minus(MISSED).isAfter(done.isAfter(time) ? done : time);
    }

    private boolean goesOn(Connection connection) {
        return started
                && ownership.own(connection.portalId())
                && connections
                        .find(connection.id())
                        .filter(now -> !now.isPaused())
                        .isPresent();
    }

    private void run(UUID id, Runnable work) {
        try {
            work.run();
            preparing.restNoLonger(id);
        } catch (DeliveryStateException changed) { // by a person; what is not stored is read again
            preparing.restNoLonger(id);
        } catch (Throwable failure) { // goes on behind the last part
            preparing.rest(id, REST);
            WorkerFailures.record("broadcast", failure);
        }
        wake();
    }

    @Override
    public synchronized void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
        preparing.stop();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
