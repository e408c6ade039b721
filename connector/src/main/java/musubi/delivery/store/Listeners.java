package musubi.delivery.store;

import java.util.List;
import java.util.UUID;
import musubi.delivery.DeliveryListener;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.PersonOutcome;
import org.springframework.stereotype.Component;

/** Tells what becomes of deliveries to those whom their purpose concerns. In the caller's transaction. */
@Component
public final class Listeners {

    private final List<DeliveryListener> listeners;

    Listeners(List<DeliveryListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    public void started(DeliveryPurpose purpose, UUID delivery, UUID connectionId) {
        listeners.stream()
                .filter(listener -> listener.purpose() == purpose)
                .forEach(listener -> listener.started(delivery, connectionId));
    }

    /** @param contactIds nothing is told of none */
    void settled(DeliveryPurpose purpose, UUID delivery, PersonOutcome outcome, long[] contactIds) {
        if (contactIds.length > 0) {
            listeners.stream()
                    .filter(listener -> listener.purpose() == purpose)
                    .forEach(listener -> listener.settled(delivery, outcome, contactIds));
        }
    }
}
