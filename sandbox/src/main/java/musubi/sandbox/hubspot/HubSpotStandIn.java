package musubi.sandbox.hubspot;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Faults;
import musubi.sandbox.http.Request;
import musubi.sandbox.http.SeenCall;
import musubi.sandbox.http.WebServer;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Credential;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.api.Route;
import musubi.sandbox.hubspot.crm.Endpoints;
import musubi.sandbox.hubspot.crm.store.PortalState;
import musubi.sandbox.hubspot.workflow.Workflows;

/** The HubSpot API on 127.0.0.1 for any number of portals; the access token of a call selects the portal. */
public final class HubSpotStandIn implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HubSpotStandIn.class.getName());
    private static final int MAX_URI_LENGTH = 8_192;

    private final Clock clock;
    private final Random random;
    private final List<WebhookApp> webhookApps = new CopyOnWriteArrayList<>();
    private final Random webhooks;
    // separate generators, so that neither calls nor webhooks change the random values of portals
    private final Random correlations;
    private final List<Portal> portals = new CopyOnWriteArrayList<>();
    private final OAuthServer oauth;
    private final Workflows workflows;
    private final WebServer server;

    private HubSpotStandIn(int port, Clock clock, long seed) {
        this.clock = clock;
        this.random = new Random(seed);
        this.webhooks = new Random(seed * 31 + 7);
        this.correlations = new Random(~seed);
        this.oauth = new OAuthServer(this::portals, clock, seed);
        this.workflows = new Workflows(clock, new Random(seed * 17 + 3));
        this.server = WebServer.start(port, this::handle);
    }

    /**
     * Starts one without portals.
     *
     * @param port 0 for any that is free
     * @param clock for limits, search lag and all timestamps
     * @param seed of everything random: ids, tokens, the order of results
     */
    public static HubSpotStandIn start(int port, Clock clock, long seed) {
        return new HubSpotStandIn(port, clock, seed);
    }

    /** The base URL, in place of {@code https://api.hubapi.com}. */
    public URI url() {
        return server.url();
    }

    /** The faults of its calls; a fault comes before the portal, its limits and its counters. */
    public Faults faults() {
        return server.faults();
    }

    /**
     * Adds the webhooks of an app, without subscriptions and installed nowhere.
     *
     * @throws IllegalArgumentException when there are webhooks of that app
     */
    public synchronized WebhookApp addWebhookApp(WebhookAppOptions options) {
        var app = new WebhookApp(options, clock, webhooks);
        if (webhookApps.stream().anyMatch(other -> other.appId() == app.appId())) {
            app.close();
            throw new IllegalArgumentException("there are webhooks of app %d".formatted(app.appId()));
        }
        webhookApps.add(app);
        return app;
    }

    /** The webhooks of all apps, in the order they were added. */
    public List<WebhookApp> webhookApps() {
        return List.copyOf(webhookApps);
    }

    /**
     * Adds a portal.
     *
     * @throws IllegalArgumentException when there is one with that id
     */
    public synchronized Portal addPortal(PortalOptions options) {
        var id = options.id() == 0 ? 40_000_000L + random.nextInt(9_000_000) : options.id();
        if (portals.stream().anyMatch(portal -> portal.id() == id)) {
            throw new IllegalArgumentException("there is a portal %d".formatted(id));
        }
        var portal = new Portal(options.id(id), clock, new Random(random.nextLong()));
        portals.add(portal);
        return portal;
    }

    /** All portals, in the order they were added. */
    public List<Portal> portals() {
        return List.copyOf(portals);
    }

    /**
     * The portal of that id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Portal portal(long id) {
        return portals.stream()
                .filter(portal -> portal.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no portal %d".formatted(id)));
    }

    /** Developer apps and their tokens; the consent page is under {@link #url} too. */
    public OAuthServer oauth() {
        return oauth;
    }

    /** Workflows of all portals that call an action. */
    public Workflows workflows() {
        return workflows;
    }

    @Override
    public void close() {
        workflows.close();
        webhookApps.forEach(WebhookApp::close);
        server.close();
    }

    private Answer handle(Request request) {
        var correlationId = correlationId();
        return answer(request, correlationId).with("x-hubspot-correlation-id", correlationId);
    }

    private Answer answer(Request request, String correlationId) {
        try {
            if (request.path().length() + request.query().length() > MAX_URI_LENGTH) {
                throw Refusal.of(414, "URI Too Long", null);
            }
            if (request.path().startsWith("/oauth/")) {
                return oauth.answer(request, correlationId);
            }
            var route = Route.of(request);
            var credential = token(request).flatMap(this::credential).orElseThrow(HubSpotStandIn::unauthorized);
            var portal = portal(credential.portalId());
            return admitted(credential, portal, new Call(route, request), correlationId);
        } catch (Refusal refusal) {
            return Answer.json(refusal.status(), refusal.body(correlationId));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a call failed in the stand-in itself", e);
            return Answer.json(500, Refusal.of(500, "internal error", null).body(correlationId));
        }
    }

    private Answer admitted(Credential credential, Portal portal, Call call, String correlationId) {
        var operation = call.route().operation();
        var state = portal.state();
        var arrival = state.clock().millis();
        var from = System.nanoTime();
        var search = operation.search();
        var answer = portal.limits()
                .refused(credential, search, correlationId)
                .orElseGet(() -> perform(credential.scopes(), state, call, correlationId));
        if (!search) {
            for (var header : portal.limits().headers(credential).entrySet()) {
                answer = answer.with(header.getKey(), header.getValue());
            }
        }
        var took = Duration.ofNanos(System.nanoTime() - from);
        portal.traffic().add(operation.label(), answer.status(), arrival, took, SeenCall.idsOf(call.request()));
        pause(state.settings().latency);
        return answer;
    }

    private Answer perform(Set<String> granted, PortalState portal, Call call, String correlationId) {
        try {
            for (var scope : call.route().operation().scopes()) {
                if (!granted.contains(scope)) {
                    throw Refusal.missingScope(scope);
                }
            }
            return call.route().operation().completes()
                    ? workflows.complete(portal.id(), call)
                    : Endpoints.perform(portal, call);
        } catch (Refusal refusal) {
            return Answer.json(refusal.status(), refusal.body(correlationId));
        }
    }

    private static Optional<String> token(Request request) {
        var authorization = request.header("authorization");
        return authorization != null && authorization.startsWith("Bearer ")
                ? Optional.of(authorization.substring("Bearer ".length()))
                : Optional.empty();
    }

    private Optional<Credential> credential(String token) {
        return portals.stream()
                .filter(portal -> portal.hasToken(token))
                .findFirst()
                .map(portal -> new Credential(portal.id(), token, portal.scopes(token), false))
                .or(() -> oauth.credential(token));
    }

    private static Refusal unauthorized() {
        return Refusal.of(
                401,
                "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more"
                        + " details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
                "INVALID_AUTHENTICATION");
    }

    private String correlationId() {
        return new UUID(correlations.nextLong(), correlations.nextLong()).toString();
    }

    private static void pause(Duration latency) {
        if (latency.isPositive()) {
            try {
                Thread.sleep(latency);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
