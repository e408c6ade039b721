package musubi.inbox.postgres;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import musubi.inbox.EventQueue.ArrivalListener;
import org.springframework.stereotype.Component;

/** The listeners that are called when there may be something to take. */
@Component
final class Arrivals {

    private final List<ArrivalListener> listeners = new CopyOnWriteArrayList<>();

    void add(ArrivalListener listener) {
        listeners.add(listener);
    }

    void arrived(UUID connectionId) {
        listeners.forEach(listener -> listener.arrived(connectionId));
    }
}
