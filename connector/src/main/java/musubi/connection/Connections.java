package musubi.connection;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection.State;
import musubi.connection.health.ConnectionCheck;
import musubi.connection.health.ConnectionStatus;
import musubi.connection.health.WebhookRegistration;
import musubi.connection.oauth.Grants;
import musubi.connection.setup.ConnectionEditor;
import musubi.connection.setup.ConnectionSetup;
import musubi.connection.setup.PortalProperties;
import musubi.connection.store.ConnectionCache;
import musubi.connection.store.ConnectionWithSecrets;
import musubi.hubspot.PortalAccess;
import musubi.line.LineChannel;
import musubi.line.LineException;
import musubi.line.LoginChannel;
import musubi.line.WebhookTest;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;

/**
 * The connections. Reads are from memory and work while the database is away; they follow changes on this node at once, and changes on
 * other nodes within 10 s. Each change is published on every node as a {@link ConnectionChanged} or {@link ConnectionDeleted}, as soon as
 * it can be read there.
 */
@Component
public final class Connections {

    private final ConnectionCache cache;
    private final ConnectionSetup setup;
    private final ConnectionEditor editor;
    private final ConnectionStatus status;
    private final ConnectionCheck check;
    private final WebhookRegistration webhooks;
    private final PortalProperties properties;
    private final Grants grants;
    private final PublicAddress address;

    Connections(
            ConnectionCache cache,
            ConnectionSetup setup,
            ConnectionEditor editor,
            ConnectionStatus status,
            ConnectionCheck check,
            WebhookRegistration webhooks,
            PortalProperties properties,
            Grants grants,
            PublicAddress address) {
        this.cache = cache;
        this.setup = setup;
        this.editor = editor;
        this.status = status;
        this.check = check;
        this.webhooks = webhooks;
        this.properties = properties;
        this.grants = grants;
        this.address = address;
    }

    /** One connection. */
    public Optional<Connection> find(UUID id) {
        return cache.find(id).map(ConnectionWithSecrets::connection);
    }

    /** All connections, the oldest first. */
    public List<Connection> all() {
        return cache.all().stream().map(ConnectionWithSecrets::connection).toList();
    }

    /**
     * The keys that the signature of a LINE webhook may be made with; empty when there is no such connection. The bytes are shared:
     * do not change them.
     */
    public List<byte[]> channelSecrets(UUID id) {
        return cache.signatureKeys(id);
    }

    /**
     * The Messaging API channel of a connection.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public LineChannel lineChannel(UUID id) {
        return new LineChannel(id.toString(), known(id).secrets().lineCredentials());
    }

    /** The LINE Login channel of a connection; empty when it has none, or there is no such connection. */
    public Optional<LoginChannel> loginChannel(UUID id) {
        return cache.find(id).flatMap(found -> found.secrets().loginChannel(id.toString()));
    }

    /**
     * The access to HubSpot of a connection.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public PortalAccess hubspot(UUID id) {
        var known = known(id);
        return grants.access(
                known.secrets().hubspotAccessToken(), known.connection().portalId());
    }

    /** The URL that LINE sends the connection's events to. */
    public URI webhookUrl(UUID id) {
        return address.of("/webhooks/line/" + id);
    }

    /** The URL at which friends link themselves by LINE Login. */
    public URI linkUrl(UUID id) {
        return address.of("/link/" + id);
    }

    /**
     * Connects a LINE Official Account to a portal. Both are checked before anything is written. If LINE does not accept the webhook URL,
     * the connection is made all the same, and has a problem.
     *
     * @throws ConnectionRefusedException when it cannot be done; nothing is saved then
     */
    public Connection connect(NewConnection input) {
        return registerWebhook(setup.connect(input));
    }

    /**
     * Changes a connection. New credentials are checked first, and must be of the same account and portal; a HubSpot token that is
     * accepted makes the connection {@link State#ACTIVE}.
     *
     * @throws ConnectionRefusedException when new credentials are not accepted; nothing is saved then
     * @throws UnknownConnectionException when there is none with that id
     */
    public Connection change(UUID id, ConnectionChange change) {
        editor.change(known(id), change);
        // our public address may have changed since the URL was set
        return registerWebhook(id);
    }

    /**
     * Sets the webhook URL at LINE, and reads whether webhooks are switched on there. {@link Connection#problems} says what a person has
     * to do.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public Connection registerWebhook(UUID id) {
        status.update(id, webhooks.register(lineChannel(id), webhookUrl(id)));
        return connection(id);
    }

    /**
     * Checks on both platforms whether what was read on connecting still holds: the webhook URL and whether webhooks are on, the account's
     * name, the portal's time zone and currency, the tokens and their scopes. Changes are saved, or are among the {@link
     * Connection#problems}; a platform that does not answer changes nothing.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public Connection check(UUID id) {
        var access = hubspot(id);
        var findings = check.check(lineChannel(id), webhookUrl(id), access);
        editor.updateDetails(id, findings.bot(), findings.portal());
        status.update(id, findings.problems());
        findings.tokenRefused().ifPresent(refused -> {
            if (refused) {
                refused(id, access, new Problem(ProblemCode.HUBSPOT_TOKEN_REFUSED));
            } else {
                accepted(id);
            }
        });
        return connection(id);
    }

    /**
     * Makes LINE send a request without events to the connection's webhook URL.
     *
     * @throws LineException when LINE does not run the test
     * @throws UnknownConnectionException when there is none with that id
     */
    public WebhookTest testWebhook(UUID id) {
        return webhooks.test(lineChannel(id), webhookUrl(id));
    }

    /**
     * Deletes a connection with its credentials, and the tokens of the installed app with the last connection that uses them. The
     * contacts and properties in HubSpot stay, and so does the serial: an account that is connected again uses the same properties.
     *
     * @throws UnknownConnectionException when there is none with that id
     */
    public void delete(UUID id) {
        editor.delete(id);
    }

    /**
     * Pauses a connection: events are still received and stored, but not processed, on other nodes from within 10 s on. What is being
     * processed is completed.
     *
     * @return false when it was paused already
     * @throws UnknownConnectionException when there is none with that id
     */
    public boolean pause(UUID id) {
        known(id);
        return status.pause(id);
    }

    /**
     * Resumes a connection; the events that waited are processed first.
     *
     * @return false when it was not paused
     * @throws UnknownConnectionException when there is none with that id
     */
    public boolean resume(UUID id) {
        known(id);
        return status.resume(id);
    }

    /**
     * Creates those of the connection's properties, and their group, that are missing in the portal.
     *
     * @throws ConnectionRefusedException when that cannot be done
     * @throws UnknownConnectionException when there is none with that id
     */
    public void repair(UUID id) {
        properties.provide(hubspot(id), connection(id).propertyNames());
    }

    /** A platform refuses the connection's credentials: it is {@link State#UNAUTHORIZED} until it has others. */
    public void refused(UUID id, Problem problem) {
        status.refused(id, problem);
    }

    /** The same, unless the connection has a different access to HubSpot by now than the one that was refused. */
    public void refused(UUID id, PortalAccess used, Problem problem) {
        if (cache.find(id).isPresent() && hubspot(id).hasTokenOf(used)) {
            status.refused(id, used.source().ofApp() ? grants.explain(used.portalId(), problem) : problem);
        }
    }

    /** The platforms accept the connection's credentials: it is {@link State#ACTIVE}, without the problems of refusals. */
    public void accepted(UUID id) {
        status.accepted(id);
    }

    /** Adds a problem, or updates the arguments of the one with the same code. */
    public void report(UUID id, Problem problem) {
        status.report(id, problem);
    }

    /** Removes the problem with that code. Uses the database only when there is one. */
    public void resolve(UUID id, ProblemCode code) {
        status.resolve(id, code);
    }

    private Connection connection(UUID id) {
        return known(id).connection();
    }

    private ConnectionWithSecrets known(UUID id) {
        return cache.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
