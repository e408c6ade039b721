package musubi.system.start;

import musubi.system.PublicAddress;
import musubi.system.WorkerFailures;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Prints the address of Musubi on standard output, once its readiness check answers 200 and not before. */
@Component
class ReadyAnnouncement {

    private static final long POLL_MILLIS = 100;

    private final HealthEndpoint health;
    private final PublicAddress address;

    ReadyAnnouncement(HealthEndpoint health, PublicAddress address) {
        this.health = health;
        this.address = address;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void on(AvailabilityChangeEvent<ReadinessState> event) {
        if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && !announced()) {
            Thread.ofVirtual().name("ready-announcement").start(this::announceWhenReady);
        }
    }

    private void announceWhenReady() {
        try {
            do {
                Thread.sleep(POLL_MILLIS);
            } while (!announcedNow());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    /** A check that fails is repeated, since scripts wait for the line. */
    private boolean announcedNow() {
        try {
            return announced();
        } catch (RuntimeException | Error failure) {
            WorkerFailures.record("ready-announcement", failure);
            return false;
        }
    }

    // scripts wait for this line on standard output
    @SuppressWarnings("SystemOut")
    private boolean announced() {
        var readiness = health.healthForPath("readiness");
        if (readiness == null || !Status.UP.equals(readiness.getStatus())) {
            return false;
        }
        System.out.println("Musubi is ready at " + address.local());
        return true;
    }
}
