package musubi.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import musubi.line.LineClient;
import musubi.system.WorkerFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The connections as they were read last, so that webhooks are checked without the database; tells what changes. */
final class ConnectionCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCache.class);
    private static final Duration FOLLOW_OTHERS = Duration.ofSeconds(10);
    /** An id not known here may be a second old on another node; more often than that nobody makes us ask. */
    private static final Duration ASK_FOR_UNKNOWN = Duration.ofSeconds(1);

    private final ConnectionRows rows;
    private final LineClient line;
    private final ApplicationEventPublisher events;
    private final ScheduledExecutorService follower = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connections").factory());
    private final AtomicLong askedForUnknown = new AtomicLong(System.nanoTime() - ASK_FOR_UNKNOWN.toNanos());
    private volatile Map<UUID, Known> known = Map.of();

    /** @param signatureKeys in the form the webhooks need, so that none of them makes it anew */
    private record Known(ConnectionWithSecrets stored, List<byte[]> signatureKeys) {
        static Known of(ConnectionWithSecrets stored) {
            return new Known(stored, List.of(stored.secrets().signatureKey()));
        }
    }

    ConnectionCache(ConnectionRows rows, LineClient line, ApplicationEventPublisher events) {
        this.rows = rows;
        this.line = line;
        this.events = events;
    }

    void start() {
        known = read();
        var ignored = follower.scheduleWithFixedDelay(
                this::follow, FOLLOW_OTHERS.toMillis(), FOLLOW_OTHERS.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        follower.shutdownNow();
    }

    /** The oldest first. */
    List<ConnectionWithSecrets> all() {
        return known.values().stream().map(Known::stored).toList();
    }

    Optional<ConnectionWithSecrets> find(UUID id) {
        return known(id).map(Known::stored);
    }

    /** Empty when there is no such connection. */
    List<byte[]> signatureKeys(UUID id) {
        return known(id).map(Known::signatureKeys).orElse(List.of());
    }

    private Optional<Known> known(UUID id) {
        var found = known.get(id);
        if (found == null && mayAskForUnknown()) {
            reloadQuietly();
            found = known.get(id);
        }
        return Optional.ofNullable(found);
    }

    private boolean mayAskForUnknown() {
        var last = askedForUnknown.get();
        var now = System.nanoTime();
        return now - last >= ASK_FOR_UNKNOWN.toNanos() && askedForUnknown.compareAndSet(last, now);
    }

    /** Whatever is thrown here would end following for good. */
    private void follow() {
        try {
            reloadQuietly();
        } catch (Throwable failure) {
            WorkerFailures.tell("connections", failure);
        }
    }

    private void reloadQuietly() {
        try {
            reload();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "Changes of connections cannot be read now ({})",
                    e.getClass().getSimpleName());
        }
    }

    /** Reads again, and tells what has changed. */
    void reload() {
        for (var event : changesSinceLastRead()) {
            try {
                events.publishEvent(event);
            } catch (RuntimeException e) {
                // the change is made; whoever stumbles over it must not undo it for the one who made it
                LOG.error("{} was not taken in: {}", event, e.getClass().getName());
            }
        }
    }

    /** The events are published by the caller, without the lock: those who hear them call back. */
    private synchronized List<Object> changesSinceLastRead() {
        var before = known;
        var now = read();
        known = now;
        var changes = new ArrayList<>();
        now.forEach((id, after) -> {
            var old = before.get(id);
            if (old == null || !old.stored().equals(after.stored())) {
                changes.add(new ConnectionChanged(id));
            }
        });
        before.keySet().stream().filter(id -> !now.containsKey(id)).forEach(id -> {
            line.forget(id.toString());
            changes.add(new ConnectionDeleted(id));
        });
        return changes;
    }

    private Map<UUID, Known> read() {
        var read = new LinkedHashMap<UUID, Known>();
        rows.all().forEach(stored -> read.put(stored.connection().id(), Known.of(stored)));
        return read;
    }
}
