package musubi.sandbox.hubspot.crm.store;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects the changes of contacts while the portal is locked, and passes them to the installed apps afterwards. */
public final class ContactChanges {

    /** Bound while a person changes something in HubSpot, not an app through the API. */
    public static final ScopedValue<Boolean> BY_HAND = ScopedValue.newInstance();

    /**
     * A change with its time and origin.
     *
     * @param at ms since the epoch
     * @param byHand made by a person in HubSpot
     */
    public record Event(ContactChange change, long at, boolean byHand) {}

    /** An app that is installed in the portal. */
    @FunctionalInterface
    public interface Listener {
        void onChanges(long portalId, List<Event> changes);
    }

    private final long portalId;
    private final Clock clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    // under the portal's lock
    private List<Event> waiting = new ArrayList<>();

    ContactChanges(long portalId, Clock clock) {
        this.portalId = portalId;
        this.clock = clock;
    }

    public void addListener(Listener listener) {
        if (!listeners.contains(listener)) {
            listeners.add(listener);
        }
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    void add(ContactChange change) {
        if (hasListeners()) {
            waiting.add(new Event(change, clock.millis(), BY_HAND.isBound()));
        }
    }

    /** Returns and removes the changes to publish once the portal is unlocked. Under the portal's lock. */
    List<Event> take() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        var taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    void publish(List<Event> changes) {
        if (!changes.isEmpty()) {
            listeners.forEach(listener -> listener.onChanges(portalId, changes));
        }
    }
}
