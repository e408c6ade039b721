package musubi.connection;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import musubi.connection.Connection.Access;
import musubi.connection.Connection.State;
import musubi.hubspot.PortalAccess;
import musubi.line.LineChannel;
import musubi.line.LineException;
import musubi.line.LoginChannel;
import musubi.line.WebhookTest;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The connections. Reading is from memory and works while the database is away; it follows changes made here at once,
 * and those of other nodes within 10 s. Every change is told by a {@link ConnectionChanged} or
 * {@link ConnectionDeleted}, on every node, when it can be read here.
 */
public final class Connections implements AutoCloseable {

    private final ConnectionRows rows;
    private final ConnectionCache memory;
    private final ConnectionSetup connecting;
    private final Grants grants;
    private final PortalProperties properties;
    private final WebhookRegistration webhooks;
    private final ConnectionCheck looks;
    private final Function<String, URI> publicAddress;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Connections(
            ConnectionRows rows,
            ConnectionCache memory,
            ConnectionSetup connecting,
            Grants grants,
            PortalProperties properties,
            WebhookRegistration webhooks,
            ConnectionCheck looks,
            Function<String, URI> publicAddress,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.rows = rows;
        this.memory = memory;
        this.connecting = connecting;
        this.grants = grants;
        this.properties = properties;
        this.webhooks = webhooks;
        this.looks = looks;
        this.publicAddress = publicAddress;
        this.transaction = transaction;
        this.clock = clock;
    }

    void start() {
        memory.start();
    }

    @Override
    public void close() {
        memory.close();
    }

    /** One of them. */
    public Optional<Connection> find(UUID id) {
        return memory.find(id).map(ConnectionWithSecrets::connection);
    }

    /** All of them, the oldest first. */
    public List<Connection> all() {
        return memory.all().stream().map(ConnectionWithSecrets::connection).toList();
    }

    /**
     * The keys that a webhook's signature may have been made with; empty when there is no such connection. From memory,
     * and shared: do not change the bytes.
     */
    public List<byte[]> channelSecrets(UUID id) {
        return memory.signatureKeys(id);
    }

    /**
     * How to call LINE for a connection.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public LineChannel lineChannel(UUID id) {
        return new LineChannel(id.toString(), stored(id).secrets().lineCredentials());
    }

    /** The LINE Login channel of a connection; empty when it has none, or there is no such connection. */
    public Optional<LoginChannel> loginChannel(UUID id) {
        return memory.find(id).flatMap(found -> found.secrets().loginChannel(id.toString()));
    }

    /**
     * How to call HubSpot for a connection.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public PortalAccess hubspot(UUID id) {
        var stored = stored(id);
        var portalId = stored.connection().portalId();
        return stored.secrets()
                .hubspotAccessToken()
                .map(token -> new PortalAccess(portalId, token))
                .orElseGet(() -> grants.access(portalId));
    }

    /** Where LINE is to send the connection's events. */
    public URI webhookUrl(UUID id) {
        return publicAddress.apply("/webhooks/line/" + id);
    }

    /** Where friends go to link themselves by LINE Login. */
    public URI linkUrl(UUID id) {
        return publicAddress.apply("/link/" + id);
    }

    /**
     * Ties an account to a portal. Both are tried before anything is written; a webhook URL that LINE does not take is
     * among the problems of what is returned.
     *
     * @throws ConnectionRefusedException when it cannot be done; nothing is saved then
     */
    public Connection connect(NewConnection entered) {
        var id = connecting.connect(entered);
        memory.reload();
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
        memory.reload();
        dropUnusedGrant(stored.connection());
        // our address may have changed since LINE was told
        return registerWebhook(id);
    }

    /**
     * Sets the webhook URL at LINE once more and looks whether webhooks are switched on there; {@link
     * Connection#problems} tell what a person has to do.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public Connection registerWebhook(UUID id) {
        webhooks.register(lineChannel(id), webhookUrl(id)).forEach((code, problem) -> tell(id, code, problem));
        return connection(id);
    }

    /**
     * Looks at both platforms whether what was learned on connecting still holds: the webhook URL and its switch, the
     * account's name, the portal's time zone and currency, both tokens and their scopes. What changed is taken over, or
     * is among the {@link Connection#problems}; a platform that does not answer changes nothing.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public Connection look(UUID id) {
        var access = hubspot(id);
        var seen = looks.look(lineChannel(id), webhookUrl(id), access);
        changed(() -> rows.locked(id)
                .filter(stored -> connecting.learn(stored, seen.bot(), seen.portal()))
                .isPresent());
        seen.problems().forEach((code, problem) -> tell(id, code, problem));
        seen.tokenRefused().ifPresent(refused -> {
            if (refused) {
                refused(id, access, new Problem(ProblemCode.HUBSPOT_TOKEN_REFUSED));
            } else {
                accepted(id);
            }
        });
        return connection(id);
    }

    private void tell(UUID id, ProblemCode code, Optional<Problem> problem) {
        problem.ifPresentOrElse(found -> report(id, found), () -> resolve(id, code));
    }

    /**
     * Has LINE send something without events to the connection's webhook URL and tells what came of it.
     *
     * @throws LineException when LINE does not try
     * @throws UnknownConnectionException when there is none with that id
     */
    public WebhookTest testWebhook(UUID id) {
        return webhooks.test(lineChannel(id), webhookUrl(id));
    }

    /**
     * Deletes a connection with its credentials, and with the last one that goes by an app the app's. The contacts and
     * properties in HubSpot stay, and so does the serial: connected again, the account finds its own.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public void delete(UUID id) {
        var known = memory.find(id).map(ConnectionWithSecrets::connection);
        if (!rows.delete(id)) {
            throw new UnknownConnectionException(id);
        }
        memory.reload();
        known.ifPresent(this::dropUnusedGrant);
    }

    private void dropUnusedGrant(Connection before) {
        if (before.access() == Access.OAUTH) {
            grants.dropUnused(before.portalId());
        }
    }

    /**
     * Lets a connection rest: events are still taken in and kept, but from now on no work of it is begun, on other nodes
     * within 10 s. What is under way ends as usual.
     *
     * @return whether it worked until now
     * @throws UnknownConnectionException when there is none with that id
     */
    public boolean pause(UUID id) {
        stored(id);
        var news = rows.pause(id, clock.instant());
        memory.reload();
        return news;
    }

    /**
     * Lets a connection go on, with what was kept first.
     *
     * @return whether it rested until now
     * @throws UnknownConnectionException when there is none with that id
     */
    public boolean resume(UUID id) {
        stored(id);
        var news = rows.resume(id);
        memory.reload();
        return news;
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

    /** The same, unless the connection has another token or installation by now than the one that was refused. */
    public void refused(UUID id, PortalAccess used, Problem problem) {
        if (memory.find(id).isPresent() && hubspot(id).equals(used)) {
            refused(id, used.source().ofApp() ? grants.ofAnApp(used.portalId(), problem) : problem);
        }
    }

    /** The platforms accept our tokens: the connection is {@link State#ACTIVE}, and what refusals told is gone. */
    public void accepted(UUID id) {
        if (memory.find(id)
                .filter(found -> found.connection().state() != State.ACTIVE)
                .isPresent()) {
            changed(() -> {
                var news = rows.setState(id, State.ACTIVE);
                return rows.dropBlockingProblems(id) || news;
            });
        }
    }

    /** Tells a person of a problem; of one with the same code the arguments are renewed. */
    public void report(UUID id, Problem problem) {
        if (rows.keepProblem(id, problem, false, clock.instant())) {
            memory.reload();
        }
    }

    /** The problem of that code is over. Asks the database only when there is one. */
    public void resolve(UUID id, ProblemCode code) {
        var there =
                memory.find(id).filter(found -> found.connection().has(code)).isPresent();
        if (there && rows.dropProblem(id, code)) {
            memory.reload();
        }
    }

    private void changed(BooleanSupplier change) {
        if (Boolean.TRUE.equals(transaction.execute(ignored -> change.getAsBoolean()))) {
            memory.reload();
        }
    }

    private Connection connection(UUID id) {
        return stored(id).connection();
    }

    private ConnectionWithSecrets stored(UUID id) {
        return memory.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
