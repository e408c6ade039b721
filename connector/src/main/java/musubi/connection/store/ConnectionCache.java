package musubi.connection.store;

import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import musubi.connection.ConnectionChanged;
import musubi.connection.ConnectionDeleted;
import musubi.line.LineClient;
import musubi.system.WorkerFailures;
import musubi.system.change.ChangeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The connections in memory, so that webhooks are verified without the database. Changes of other nodes are told by the database; it is read
 * every 10 s all the same, since behind some poolers nothing is told. Publishes {@link ConnectionChanged} and {@link ConnectionDeleted}.
 */
@Component
public final class ConnectionCache implements ChangeListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCache.class);
    private static final Duration RELOAD_INTERVAL = Duration.ofSeconds(10);
    /** An unknown id may belong to a new connection of another node: it causes a reload, at most one in this time. */
    private static final Duration UNKNOWN_ID_INTERVAL = Duration.ofSeconds(1);

    private final ConnectionRepository repository;
    private final LineClient line;
    private final ApplicationEventPublisher events;
    private final ScheduledExecutorService reloader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connections").factory());
    private final AtomicLong reloadedForUnknownId = new AtomicLong(System.nanoTime() - UNKNOWN_ID_INTERVAL.toNanos());
    private volatile Map<UUID, Known> known = Map.of();

    /** @param signatureKeys converted once, not for every webhook */
    private record Known(ConnectionWithSecrets connection, List<byte[]> signatureKeys) {
        static Known of(ConnectionWithSecrets connection) {
            return new Known(connection, List.of(connection.secrets().signatureKey()));
        }
    }

    ConnectionCache(ConnectionRepository repository, LineClient line, ApplicationEventPublisher events) {
        this.repository = repository;
        this.line = line;
        this.events = events;
    }

    @PostConstruct
    void start() {
        known = read();
        var ignored = reloader.scheduleWithFixedDelay(
                this::reloadPeriodically,
                RELOAD_INTERVAL.toMillis(),
                RELOAD_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public Set<String> tables() {
        return Set.of("connection", "connection_property", "connection_problem");
    }

    @Override
    public void changed() {
        reload();
    }

    @Override
    public void close() {
        reloader.shutdownNow();
    }

    /** All connections, the oldest first. */
    public List<ConnectionWithSecrets> all() {
        return known.values().stream().map(Known::connection).toList();
    }

    /** One connection. */
    public Optional<ConnectionWithSecrets> find(UUID id) {
        return known(id).map(Known::connection);
    }

    /** The keys of webhook signatures; empty when there is no such connection. Shared: do not change the bytes. */
    public List<byte[]> signatureKeys(UUID id) {
        return known(id).map(Known::signatureKeys).orElse(List.of());
    }

    private Optional<Known> known(UUID id) {
        var found = known.get(id);
        if (found == null && mayReloadForUnknownId()) {
            reloadQuietly();
            found = known.get(id);
        }
        return Optional.ofNullable(found);
    }

    private boolean mayReloadForUnknownId() {
        var last = reloadedForUnknownId.get();
        var now = System.nanoTime();
        return now - last >= UNKNOWN_ID_INTERVAL.toNanos() && reloadedForUnknownId.compareAndSet(last, now);
    }

    /** An exception that leaves this method would stop the schedule. */
    private void reloadPeriodically() {
        try {
            reloadQuietly();
        } catch (Throwable failure) {
            WorkerFailures.record("connections", failure);
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

    /** Reads all connections from the database and publishes an event for each that has changed. */
    public void reload() {
        for (var event : changesSinceLastRead()) {
            try {
                events.publishEvent(event);
            } catch (RuntimeException e) {
                // the change is committed; a failing listener must not fail the caller who made it
                LOG.error("A listener failed on {}: {}", event, e.getClass().getName());
            }
        }
    }

    /** The caller publishes the events, outside of this lock: their listeners call back. */
    private synchronized List<Object> changesSinceLastRead() {
        var before = known;
        var after = read();
        known = after;
        var changes = new ArrayList<>();
        after.forEach((id, current) -> {
            var old = before.get(id);
            if (old == null || !old.connection().equals(current.connection())) {
                changes.add(new ConnectionChanged(id));
            }
        });
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(id -> {
            line.forget(id.toString());
            changes.add(new ConnectionDeleted(id));
        });
        return changes;
    }

    private Map<UUID, Known> read() {
        var read = new LinkedHashMap<UUID, Known>();
        repository.all().forEach(found -> read.put(found.connection().id(), Known.of(found)));
        return read;
    }
}
