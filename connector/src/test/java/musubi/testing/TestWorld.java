package musubi.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import musubi.Musubi;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import org.apache.catalina.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole way: LINE and HubSpot as stand-ins, a database of its own, and the connector between them, all spoken to
 * over HTTP. The connector can be stopped and started again on the same database.
 */
public final class TestWorld implements AfterAllCallback, AutoCloseable {

    /** Opens the REST API. */
    public static final String API_TOKEN = "a token for the tests, long enough to be taken";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestDatabase database = TestDatabase.create();
    private final Clock clock;
    private final BiConsumer<TestWorld, GenericApplicationContext> beans;
    private final LineStandIn line;
    private final HubSpotStandIn hubspot;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Object> settings = new HashMap<>();
    private @Nullable ConfigurableApplicationContext application;

    private TestWorld(Map<String, Object> more, Clock clock, BiConsumer<TestWorld, GenericApplicationContext> beans) {
        this.clock = clock;
        this.beans = beans;
        this.line = LineStandIn.start(0, clock, 7);
        this.hubspot = HubSpotStandIn.start(0, clock, 7);
        settings.putAll(database.properties());
        settings.putAll(Map.of(
                "server.port",
                "0",
                "musubi.api-token",
                API_TOKEN,
                "musubi.master-key",
                "bXVzdWJpIG11c3ViaSBtdXN1YmkgbXVzdWJpIG11c3U=",
                "musubi.line.api-base-url",
                line.url().toString(),
                "musubi.line.access-base-url",
                line.url().toString(),
                "musubi.hubspot.api-base-url",
                hubspot.url().toString(),
                "musubi.sync.profile-patience",
                "2s",
                "musubi.hubspot.timeout",
                "2s"));
        settings.putAll(more);
        start();
    }

    /** All of it, running. */
    public static TestWorld start(Map<String, Object> settings) {
        return start(settings, Clock.systemUTC());
    }

    /** The same with one clock for the connector and both platforms. */
    public static TestWorld start(Map<String, Object> settings, Clock clock) {
        return start(settings, clock, (_, _) -> {});
    }

    /** The same with beans of its own. */
    public static TestWorld start(
            Map<String, Object> settings, Clock clock, BiConsumer<TestWorld, GenericApplicationContext> beans) {
        return new TestWorld(settings, clock, beans);
    }

    /** Starts the connector, if it is not running. */
    public void start() {
        if (application == null) {
            // as arguments: they win over application.yaml, the port among them
            application = new SpringApplicationBuilder(Musubi.class)
                    .registerShutdownHook(false)
                    .initializers(context -> ((GenericApplicationContext) context)
                            .registerBean(
                                    "clockOfTheTest", Clock.class, () -> clock, clocks -> clocks.setPrimary(true)))
                    .initializers(context -> beans.accept(this, (GenericApplicationContext) context))
                    .run(settings.entrySet().stream()
                            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                            .toArray(String[]::new));
        }
    }

    /** Stops the connector as SIGTERM would. */
    public void stop() {
        var running = application;
        application = null;
        if (running != null) {
            running.close();
        }
    }

    public LineStandIn line() {
        return line;
    }

    public HubSpotStandIn hubspot() {
        return hubspot;
    }

    public TestDatabase database() {
        return database;
    }

    /** Where the connector listens. */
    public URI url() {
        var running = application;
        if (running == null) {
            throw new IllegalStateException("the connector is stopped");
        }
        return URI.create("http://localhost:" + running.getEnvironment().getProperty("local.server.port"));
    }

    /** A bean of the connector, where HTTP does not reach. */
    public <T> T bean(Class<T> type) {
        var running = application;
        if (running == null) {
            throw new IllegalStateException("the connector is stopped");
        }
        return running.getBean(type);
    }

    /** How many sessions the web server keeps. */
    public int sessions() {
        var context = (WebServerApplicationContext) Objects.requireNonNull(application);
        var server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
        return Arrays.stream(server.getTomcat().getHost().findChildren())
                .mapToInt(child -> ((Context) child).getManager().getActiveSessions())
                .sum();
    }

    /** An account tied to a new portal. */
    public TestConnection connect() {
        return connect(hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0)), Map.of());
    }

    /** A new account tied to that portal, with these fields more in the request. */
    public TestConnection connect(Portal portal, Map<String, Object> more) {
        return connect(line.addChannel(ChannelOptions.named("Café Musubi")), portal, more);
    }

    /** That account tied to that portal. */
    public TestConnection connect(Channel channel, Portal portal, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of(
                "name",
                "test",
                "line",
                Map.of("channelSecret", channel.secret(), "channelAccessToken", channel.accessToken()),
                "hubspot",
                Map.of("accessToken", portal.accessToken())));
        body.putAll(more);
        var answer = api("POST", "/api/connections", body);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        var id = json(answer).path("id").asString("");
        var connected = new TestConnection(this, channel, portal, id);
        connected.pointWebhooksHere();
        return connected;
    }

    /**
     * An account tied to a portal.
     *
     * @param id the connection's
     */
    public record TestConnection(TestWorld world, Channel channel, Portal portal, String id) {

        /** LINE's console takes any address; its API only https. Said again after each start: the port may be another. */
        public void pointWebhooksHere() {
            channel.webhookEndpoint(world.url() + "/webhooks/line/" + id);
        }

        public Optional<Contact> contact(Friend friend) {
            return portal.contactBy("line_user_id", friend.userId()).filter(contact -> !contact.archived());
        }

        /** The contact's property; empty when there is no contact or no value. */
        public String value(Friend friend, String property) {
            return contact(friend)
                    .map(contact -> contact.properties().getOrDefault(property, ""))
                    .orElse("");
        }

        public JsonNode backlog() {
            return json(world.api("GET", "/api/connections/" + id + "/backlog", null));
        }

        public JsonNode failures() {
            return json(world.api("GET", "/api/connections/" + id + "/failures", null))
                    .path("items");
        }

        public JsonNode connection() {
            return json(world.api("GET", "/api/connections/" + id, null));
        }

        /** Waits until all sent webhooks are taken in and all events are applied. */
        public void drained() {
            channel.awaitWebhooks(PATIENCE);
            eventually("the backlog is drained", () -> backlog().path("pending").asInt(-1) == 0);
        }
    }

    /** A call to the REST API with the token; the answer is as the document tells it. */
    public HttpResponse<String> api(String method, String path, @Nullable Object body) {
        var answer = call(method, path, body);
        contract()
                .check(
                        method,
                        path,
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        answer.body());
        return answer;
    }

    /** What the REST document tells. */
    public ApiContract contract() {
        return ApiContract.of(() -> call("GET", "/v3/api-docs", null).body());
    }

    private HttpResponse<String> call(String method, String path, @Nullable Object body) {
        return send(HttpRequest.newBuilder(url().resolve(path))
                .header("Authorization", "Bearer " + API_TOKEN)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    /** Any call. */
    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** Looks again and again until it holds, 20 s at the most. */
    public static void eventually(String what, BooleanSupplier holds) {
        var end = Instant.now().plus(PATIENCE);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within %s: %s".formatted(PATIENCE, what));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        stop();
        line.close();
        hubspot.close();
        database.close();
    }
}
