package musubi.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactProperties;
import musubi.hubspot.ContactProperties.ContactProperty;
import musubi.hubspot.HubSpotException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The contact properties of the portals of connections, read at most once a minute for each: a page that is written in asks
 * for them again and again. Definitions only, no values of contacts. In memory, for {@value #MAX_CONNECTIONS} connections.
 */
@Component
public class ContactPropertyCache {

    /** For how long what was read is used. A property made in HubSpot meanwhile is not there before. */
    static final Duration TTL = Duration.ofSeconds(60);

    /** The one that was not asked for longest goes. A portal's definitions take 100 kB to 1 MB. */
    static final int MAX_CONNECTIONS = 50;

    private final Connections connections;
    private final ContactProperties properties;
    private final Clock clock;
    private final Map<UUID, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    ContactPropertyCache(Connections connections, ContactProperties properties, Clock clock) {
        this.connections = connections;
        this.properties = properties;
        this.clock = clock;
    }

    /** Read under its own lock, so that those who ask at the same time wait for one call. */
    private static final class Entry {
        private final ReentrantLock lock = new ReentrantLock();
        private List<ContactProperty> all = List.of();
        private Instant goodUntil = Instant.MIN;
        private @Nullable HubSpotException failure;
        private final AtomicInteger failures = new AtomicInteger();

        private void read(Supplier<List<ContactProperty>> call) {
            try {
                all = call.get();
                failure = null;
            } catch (HubSpotException e) {
                failure = e;
                failures.incrementAndGet();
                throw e;
            }
        }
    }

    /**
     * All contact properties of the connection's portal, in no order.
     *
     * @param priority of the call, if one is made
     * @throws HubSpotException when they have to be read and HubSpot does not answer; the next one who asks tries again
     * @throws UnknownConnectionException when there is no connection with that id
     */
    public List<ContactProperty> of(UUID connectionId, CallPriority priority) {
        var access = connections.hubspot(connectionId).with(priority);
        var entry = entry(connectionId);
        var failuresBefore = entry.failures.get();
        entry.lock.lock();
        try {
            var failure = entry.failure;
            if (failure != null && entry.failures.get() != failuresBefore) {
                // who waited for a call that failed does not wait for another one
                throw failure;
            }
            if (!clock.instant().isBefore(entry.goodUntil)) {
                entry.read(() -> properties.all(access));
                entry.goodUntil = clock.instant().plus(TTL);
            }
            return entry.all;
        } finally {
            entry.lock.unlock();
        }
    }

    private Entry entry(UUID connectionId) {
        synchronized (entries) {
            var entry = entries.computeIfAbsent(connectionId, _ -> new Entry());
            if (entries.size() > MAX_CONNECTIONS) {
                var eldest = entries.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
            return entry;
        }
    }

    /** It may have another token now, or none that is allowed to read them. */
    @EventListener
    void changed(ConnectionChanged event) {
        forget(event.id());
    }

    @EventListener
    void deleted(ConnectionDeleted event) {
        forget(event.id());
    }

    private void forget(UUID connectionId) {
        synchronized (entries) {
            entries.remove(connectionId);
        }
    }
}
