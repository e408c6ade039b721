package musubi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.Installation.Setup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The connector between LINE and HubSpot as stand-ins, with a database of its own, all spoken to over HTTP. It starts when it is first
 * spoken to, and ends after the last test of its class. It can be stopped and started again on the same database.
 *
 * <p>{@link #shared()} is for a class that makes its own channels, portals, connections and users: it gets one that other
 * classes have used before, empty, and nobody else uses it meanwhile. {@link #with} is for a class that needs settings or beans
 * of its own, or a connector that nobody has used.
 */
public final class TestWorld implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {

    /** Opens the REST API. */
    public static final String API_TOKEN = "a token for the tests, long enough to be taken";

    private final Setup setup;
    private final Clock clock;
    private final BiConsumer<TestWorld, GenericApplicationContext> beans;
    private @Nullable Installation installation;

    private TestWorld(Setup setup, Clock clock, BiConsumer<TestWorld, GenericApplicationContext> beans) {
        this.setup = setup;
        this.clock = clock;
        this.beans = beans;
    }

    /** With the settings that every test has, used by one class after the other. To be registered as a static extension. */
    public static TestWorld shared() {
        return shared(Map.of());
    }

    /** The same for classes that have these settings in common. */
    public static TestWorld shared(Map<String, Object> settings) {
        return shared(Setup.shared(settings));
    }

    /** A shared one with the sandbox page, whose account and portal are new for each class. Its connections last for the class. */
    public static TestWorld withSandbox() {
        return shared(Setup.shared(Map.of()).withSandbox());
    }

    /**
     * A shared one whose {@link #clock()} each class may put ahead, and finds days ahead. Broadcasts go out at once, mails to the
     * run's server, alerts also to this machine; a file has 1 MB at the most.
     */
    public static TestWorld adjusted() {
        return shared(Setup.adjusted());
    }

    /** A shared one that is reached at {@link AppWorld#PUBLIC}, and that HubSpot tells of changes, signed by {@link AppWorld#SECRET}. */
    public static TestWorld published() {
        return shared(Setup.published());
    }

    static TestWorld shared(Setup setup) {
        return new TestWorld(setup, setup.clock(), (_, _) -> {});
    }

    /** With these settings and a {@link #clock()}, for one class alone. To be registered as a static extension. */
    public static TestWorld with(Map<String, Object> settings) {
        return with(settings, (_, _) -> {});
    }

    /** The same with beans of its own. */
    public static TestWorld with(Map<String, Object> settings, BiConsumer<TestWorld, GenericApplicationContext> beans) {
        return new TestWorld(Setup.own(settings), new RunningClock(), beans);
    }

    /** One for a single test, which closes it; the connector runs. */
    public static TestWorld start(Map<String, Object> settings) {
        return start(settings, new RunningClock());
    }

    /** The same with this clock for the connector and both platforms. */
    public static TestWorld start(Map<String, Object> settings, Clock clock) {
        var world = new TestWorld(Setup.own(settings), clock, (_, _) -> {});
        world.start();
        return world;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (setup.shared()) {
            installation = SharedInstallations.of(context).take(setup);
            start();
        }
    }

    private Installation installation() {
        var here = installation;
        if (here == null) {
            if (setup.shared()) {
                throw new IllegalStateException("a shared world is there from the first test to the last");
            }
            here = new Installation(setup, clock, context -> beans.accept(this, context));
            installation = here;
        }
        return here;
    }

    /** Starts the connector, if it is not running. */
    public void start() {
        installation().start();
    }

    /** Stops the connector as SIGTERM would. */
    public void stop() {
        installation().stop();
    }

    public LineStandIn line() {
        return installation().line();
    }

    public HubSpotStandIn hubspot() {
        return installation().hubspot();
    }

    public TestDatabase database() {
        return installation().database();
    }

    /** Where the connector listens. */
    public URI url() {
        return installation().url();
    }

    /** A bean of the connector, where HTTP does not reach. */
    public <T> T bean(Class<T> type) {
        return installation().bean(type);
    }

    /** The connector's beans, and the events between them; another one after each start. */
    public ConfigurableApplicationContext context() {
        return installation().running();
    }

    /** The one of the connector and of both platforms, in a world that has one. It only goes forward. */
    public RunningClock clock() {
        return installation().clock();
    }

    /** How many sessions the web server keeps. */
    public int sessions() {
        return installation().sessions();
    }

    /** An account connected to a new portal. */
    public TestConnection connect() {
        return connect(hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0)), Map.of());
    }

    /** A new account connected to that portal, with these fields more in the request. */
    public TestConnection connect(Portal portal, Map<String, Object> more) {
        return connect(line().addChannel(ChannelOptions.named("Café Musubi")), portal, more);
    }

    /** That account connected to that portal. */
    public TestConnection connect(Channel channel, Portal portal, Map<String, Object> more) {
        var request = ApiClient.connection(channel, portal, more);
        var answer = api("POST", "/api/connections", request);
        for (var again = 0; again < 3 && answer.statusCode() == 502; again++) { // a busy machine; nothing is stored
            answer = api("POST", "/api/connections", request);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        var connected = new TestConnection(
                this, channel, portal, json(answer).path("id").asString(""));
        connected.pointWebhooksHere();
        // on a busy machine an answer may take more than LINE's 2 s, and what is then not sent again is lost
        channel.redelivery(true);
        channel.redeliveryDelays(Collections.nCopies(30, Duration.ofSeconds(1)));
        return connected;
    }

    /** An account connected to a portal, by the connection of that id. */
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

        /** Calls of HubSpot that events cost: all but the search for contacts from outside, which comes once a minute. */
        public long callsForEvents() {
            return portal.traffic().calls() - portal.traffic().calls("POST contacts/search");
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
            assertThat(channel.awaitWebhooks(Waits.TIMEOUT))
                    .as("all webhooks are answered: %s", channel.webhooks())
                    .isTrue();
            Waits.eventually(
                    "the backlog is drained", () -> backlog().path("pending").asInt(-1) == 0);
        }
    }

    /** A call to the REST API with the token; the answer is as the document tells it. */
    public HttpResponse<String> api(String method, String path, @Nullable Object body) {
        var answer = new ApiClient(url(), API_TOKEN).call(method, path, body);
        contract().check(method, path, answer);
        return answer;
    }

    /** What the REST document tells. */
    public ApiContract contract() {
        return ApiContract.of(() -> new ApiClient(url(), API_TOKEN)
                .call("GET", "/v3/api-docs", null)
                .body());
    }

    /** Any call. */
    public HttpResponse<String> send(HttpRequest request) {
        return ApiClient.send(request);
    }

    public static JsonNode json(HttpResponse<String> response) {
        return ApiClient.json(response);
    }

    /** The connections of a shared world last for a test: they would take the faults that the next one makes. */
    @Override
    public void afterEach(ExtensionContext context) {
        if (setup.shared() && !setup.sandbox()) {
            installation().forgetConnections();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (setup.shared() && installation != null) {
            SharedInstallations.of(context).giveBack(setup, installation);
            installation = null;
        }
        close();
    }

    @Override
    public void close() {
        if (installation != null) {
            installation.close();
            installation = null;
        }
    }
}
