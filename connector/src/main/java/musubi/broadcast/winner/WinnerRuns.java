package musubi.broadcast.winner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import musubi.broadcast.store.BroadcastRepository;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.store.WinnerRepository;
import musubi.connection.Connections;
import musubi.delivery.Deliveries;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryState;
import musubi.delivery.DeliveryStateException;
import musubi.delivery.PauseReason;
import musubi.inbox.PortalOwnership;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.stereotype.Component;

/** Lets the clicks decide when it is time to, of portals that this node owns. Looks each second. */
@Component
final class WinnerRuns {

    /** What should have been decided longer ago is not decided before a person says so: this node was down, or the database is an old one. */
    private static final Duration MISSED = Duration.ofMinutes(15);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final WinnerRepository repository;
    private final BroadcastRepository broadcasts;
    private final DecideWinner decide;
    private final Deliveries deliveries;
    private final Connections connections;
    private final PortalOwnership ownership;
    private final Clock clock;

    WinnerRuns(
            WinnerRepository repository,
            BroadcastRepository broadcasts,
            DecideWinner decide,
            Deliveries deliveries,
            Connections connections,
            PortalOwnership ownership,
            Clock clock,
            LocalJobs jobs) {
        this.repository = repository;
        this.broadcasts = broadcasts;
        this.decide = decide;
        this.deliveries = deliveries;
        this.connections = connections;
        this.ownership = ownership;
        this.clock = clock;
        jobs.every(LOOK, "winners", this::look);
    }

    private void look() {
        repository.holding().forEach(this::lookAt);
    }

    /** One that fails must not keep the others from being decided. */
    private void lookAt(UUID id) {
        try {
            broadcasts.find(id).filter(this::isOurs).ifPresent(this::goOn);
        } catch (DeliveryStateException changed) {
            // by a person, at this moment
        } catch (RuntimeException failure) {
            WorkerFailures.record("winner", failure);
        }
    }

    private boolean isOurs(StoredBroadcast broadcast) {
        return connections
                .find(broadcast.connectionId())
                .filter(connection -> !connection.isPaused() && ownership.own(connection.portalId()))
                .isPresent();
    }

    private void goOn(StoredBroadcast broadcast) {
        var id = broadcast.id();
        deliveries.noteHeldSince(id);
        var now = clock.instant();
        var time = deliveries
                .find(id)
                .filter(delivery -> delivery.state() == DeliveryState.SENDING)
                .map(Delivery::held)
                .flatMap(broadcast::winner)
                .flatMap(Winner::decidesAt)
                .orElse(Instant.MAX);
        if (time.isAfter(now)) {
            return;
        }
        if (isMissed(id, time, now)) {
            deliveries.pause(id, PauseReason.MISSED, "");
        } else {
            decide.byClicks(broadcast);
        }
    }

    /** Counts from the last thing that was done for it, if that was after its time: a person had it go on. */
    private boolean isMissed(UUID id, Instant time, Instant now) {
        var done = deliveries.progressAt(id).orElse(Instant.MIN);
        return now.minus(MISSED).isAfter(done.isAfter(time) ? done : time);
    }
}
