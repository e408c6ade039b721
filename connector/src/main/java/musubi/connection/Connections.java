package musubi.connection;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import musubi.connection.Connection.State;
import musubi.hubspot.PortalAccess;
import musubi.line.LineChannel;
import musubi.line.LineClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The connections. Reading is from memory and works while the database is away; it follows changes made here at once,
 * and those of other nodes within 10 s. Every change is told by a {@link ConnectionChanged} or
 * {@link ConnectionDeleted}, on every node, when it can be read here.
 */
public final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration FOLLOW_OTHERS = Duration.ofSeconds(10);
    /** An id not known here may be a second old on another node; more often than that nobody makes us ask. */
    private static final Duration ASK_FOR_UNKNOWN = Duration.ofSeconds(1);

    private final ConnectionRows rows;
    private final Connecting connecting;
    private final PortalProperties properties;
    private final WebhookRegistration webhooks;
    private final LineClient line;
    private final Function<String, URI> publicAddress;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final ScheduledExecutorService follower = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("connections").factory());
    private final AtomicLong askedForUnknown = new AtomicLong(System.nanoTime() - ASK_FOR_UNKNOWN.toNanos());
    private volatile Map<UUID, Known> known = Map.of();

    /** @param signatureKeys in the form the webhooks need, so that none of them makes it anew */
    private record Known(Stored stored, List<byte[]> signatureKeys) {
        static Known of(Stored stored) {
            return new Known(stored, List.of(stored.secrets().signatureKey()));
        }
    }

    Connections(
            ConnectionRows rows,
            Connecting connecting,
            PortalProperties properties,
            WebhookRegistration webhooks,
            LineClient line,
            Function<String, URI> publicAddress,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.connecting = connecting;
        this.properties = properties;
        this.webhooks = webhooks;
        this.line = line;
        this.publicAddress = publicAddress;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    void start() {
        known = read();
        var ignored = follower.scheduleWithFixedDelay(
                this::reloadQuietly, FOLLOW_OTHERS.toMillis(), FOLLOW_OTHERS.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        follower.shutdownNow();
    }

    /** One of them. */
    public Optional<Connection> find(UUID id) {
        return known(id).map(found -> found.stored().connection());
    }

    /** All of them, the oldest first. */
    public List<Connection> all() {
        return known.values().stream().map(found -> found.stored().connection()).toList();
    }

    /**
     * The keys that a webhook's signature may have been made with; empty when there is no such connection. From memory,
     * and shared: do not change the bytes.
     */
    public List<byte[]> channelSecrets(UUID id) {
        return known(id).map(Known::signatureKeys).orElse(List.of());
    }

    /**
     * How to call LINE for a connection.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public LineChannel lineChannel(UUID id) {
        return new LineChannel(id.toString(), stored(id).secrets().lineCredentials());
    }

    /**
     * How to call HubSpot for a connection.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public PortalAccess hubspot(UUID id) {
        var stored = stored(id);
        return new PortalAccess(stored.connection().portalId(), stored.secrets().hubspotAccessToken());
    }

    /** Where LINE is to send the connection's events. */
    public URI webhookUrl(UUID id) {
        return publicAddress.apply("/webhooks/line/" + id);
    }

    /**
     * Ties an account to a portal. Both are tried before anything is written; a webhook URL that LINE does not take is
     * among the problems of what is returned.
     *
     * @throws ConnectionRefusedException when it cannot be done; nothing is saved then
     */
    public Connection connect(NewConnection entered) {
        var id = connecting.connect(entered);
        reload();
        return registerWebhook(id);
    }

    /**
     * Changes a connection. New credentials are tried first, and must open the same account and portal; a HubSpot token
     * that works makes the connection {@link State#ACTIVE}.
     *
     * @throws ConnectionRefusedException when new credentials are not accepted; nothing is saved then
     * @throws UnknownConnectionException when there is none with that id
     */
    public Connection change(UUID id, ConnectionChange change) {
        var stored = stored(id);
        connecting.change(stored, change);
        reload();
        var troubled = stored.connection().problems().stream()
                .map(Problem::title)
                .anyMatch(title ->
                        title.equals(WebhookRegistration.NOT_SET) || title.equals(WebhookRegistration.SWITCHED_OFF));
        return troubled || Connecting.newLine(change) ? registerWebhook(id) : connection(id);
    }

    /**
     * Sets the webhook URL at LINE once more and looks whether webhooks are switched on there; {@link
     * Connection#problems} tell what a person has to do.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public Connection registerWebhook(UUID id) {
        webhooks.register(lineChannel(id), webhookUrl(id)).forEach((title, detail) -> {
            if (detail.isPresent()) {
                report(id, new Problem(title, detail.get()));
            } else {
                resolve(id, title);
            }
        });
        return connection(id);
    }

    /**
     * Deletes a connection with its credentials. The contacts and properties in HubSpot stay, and so does the serial:
     * connected again, the account finds its own.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public void delete(UUID id) {
        if (!rows.delete(id)) {
            throw new UnknownConnectionException(id);
        }
        reload();
    }

    /**
     * Makes what is missing of the connection's properties and their group again. Does nothing when all are there.
     *
     * @throws ConnectionRefusedException when that cannot be done
     * @throws UnknownConnectionException when there is none with that id
     */
    public void repair(UUID id) {
        properties.provide(hubspot(id), connection(id).propertyNames());
    }

    /** A platform refuses our token: the connection is {@link State#UNAUTHORIZED} until it has another one. */
    public void refused(UUID id, Problem problem) {
        changed(() -> {
            var news = rows.setState(id, State.UNAUTHORIZED);
            return rows.keepProblem(id, problem, true, clock.instant()) || news;
        });
    }

    /** The same, unless the connection has another token by now than the one that was refused. */
    public void refused(UUID id, PortalAccess used, Problem problem) {
        if (known(id).isPresent() && hubspot(id).equals(used)) {
            refused(id, problem);
        }
    }

    /** The platforms accept our tokens: the connection is {@link State#ACTIVE}, and what refusals told is gone. */
    public void accepted(UUID id) {
        if (known(id)
                .filter(found -> found.stored().connection().state() != State.ACTIVE)
                .isPresent()) {
            changed(() -> {
                var news = rows.setState(id, State.ACTIVE);
                return rows.dropBlockingProblems(id) || news;
            });
        }
    }

    /** Tells a person of a problem; of one with the same title the detail is renewed. */
    public void report(UUID id, Problem problem) {
        if (rows.keepProblem(id, problem, false, clock.instant())) {
            reload();
        }
    }

    /** The problem of that title is over. Asks the database only when there is one. */
    public void resolve(UUID id, String title) {
        var there = known(id).stream()
                .flatMap(found -> found.stored().connection().problems().stream())
                .anyMatch(problem -> problem.title().equals(title));
        if (there && rows.dropProblem(id, title)) {
            reload();
        }
    }

    private void changed(BooleanSupplier change) {
        if (Boolean.TRUE.equals(transaction.execute(ignored -> change.getAsBoolean()))) {
            reload();
        }
    }

    private Connection connection(UUID id) {
        return stored(id).connection();
    }

    private Stored stored(UUID id) {
        return known(id).orElseThrow(() -> new UnknownConnectionException(id)).stored();
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

    private void reloadQuietly() {
        try {
            reload();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "Changes of connections cannot be read now ({})",
                    e.getClass().getSimpleName());
        }
    }

    private void reload() {
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
