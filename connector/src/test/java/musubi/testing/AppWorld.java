package musubi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import musubi.sandbox.hubspot.AppOptions;
import musubi.sandbox.hubspot.DeveloperApp;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.RefreshTokenRotation;
import musubi.testing.Installation.Setup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/** A {@link TestWorld} whose connector has an app at HubSpot, and browsers that install it. */
public final class AppWorld implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    /** Where Musubi is reached by others; it listens elsewhere. */
    public static final String PUBLIC = "https://musubi.example.com";

    /** The app's, by which HubSpot also signs what it tells. */
    public static final String SECRET = "the-secret-of-the-app";

    private static final String CLIENT = "the-app";

    private final TestWorld world = TestWorld.shared(Setup.shared(Map.of(
                    "musubi.public-base-url",
                    PUBLIC,
                    "musubi.hubspot.app-base-url",
                    "https://app.hubspot.example.com",
                    "musubi.hubspot.client-id",
                    CLIENT,
                    "musubi.hubspot.client-secret",
                    SECRET))
            .withClock());

    private AppWorld() {}

    /** Shared by classes, one after the other; each may put the clock ahead. To be registered as a static extension. */
    public static AppWorld shared() {
        return new AppWorld();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        world.beforeAll(context);
        var oauth = world.hubspot().oauth();
        if (oauth.apps().isEmpty()) {
            oauth.addApp(AppOptions.redirectingTo(URI.create(PUBLIC + "/hubspot/callback"))
                    .client(CLIENT, SECRET));
        }
        app().rotation(RefreshTokenRotation.KEPT);
    }

    public TestWorld world() {
        return world;
    }

    public DeveloperApp app() {
        return world.hubspot().oauth().apps().getFirst();
    }

    public RunningClock clock() {
        return world.clock();
    }

    /** One without a limit that a test would have to wait for. */
    public Portal newPortal() {
        return world.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
    }

    public long refreshes() {
        return app().traffic().calls("POST oauth/token refresh_token");
    }

    /** A new link, as the REST API gives it. */
    public JsonNode link(@Nullable String connectionId) {
        var answer = world.api(
                "POST",
                "/api/hubspot/installs",
                connectionId == null ? Map.of() : Map.of("connectionId", connectionId));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestWorld.json(answer);
    }

    public JsonNode install(JsonNode link) {
        return TestWorld.json(
                world.api("GET", "/api/hubspot/installs/" + link.path("id").asString(""), null));
    }

    /** Somebody opens a new link and goes all the way. */
    public void install(Portal portal) {
        var browser = new Browser();
        var page = browser.follow(world.hubspot().oauth().connect(browser.open(link(null)), portal));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    }

    /** A connection that goes by the app, the app being installed. */
    public TestWorld.TestConnection connect(Portal portal) {
        return world.connect(portal, Map.of("hubspot", Map.of("portalId", portal.id())));
    }

    /** A browser: it remembers the one cookie there is. */
    public final class Browser {
        private String cookie = "";
        private String language = "ja,en;q=0.5";

        public Browser in(String languages) {
            language = languages;
            return this;
        }

        /** Where an install link leads. */
        public URI open(JsonNode link) {
            var answer = follow(URI.create(link.path("url").asString("")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            return URI.create(answer.headers().firstValue("Location").orElseThrow());
        }

        /** Looks at an address of ours without opening it. */
        public HttpResponse<String> head(URI address) {
            return send("HEAD", address);
        }

        /** Follows an address of ours as the proxy before us would. */
        public HttpResponse<String> follow(URI address) {
            return send("GET", address);
        }

        private HttpResponse<String> send(String method, URI address) {
            assertThat(address.toString()).startsWith(PUBLIC);
            var request = HttpRequest.newBuilder(
                            URI.create(world.url() + address.toString().substring(PUBLIC.length())))
                    .header("Accept-Language", language)
                    .method(method, BodyPublishers.noBody());
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            var answer = world.send(request.build());
            answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return answer;
        }
    }

    /** All that is in the database, as text. */
    public String dump() {
        var dump = new StringBuilder();
        for (var table : world.database()
                .jdbc()
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list()) {
            world.database()
                    .jdbc()
                    .sql("select t::text from \"%s\" t".formatted(table))
                    .query(String.class)
                    .list()
                    .forEach(row -> dump.append(row).append('\n'));
        }
        return dump.toString();
    }

    /** What of a connection tells how it is. */
    public Map<String, String> health(TestWorld.TestConnection connected) {
        var connection = connected.connection();
        var health = new HashMap<String, String>();
        health.put("state", connection.path("state").asString(""));
        health.put("access", connection.at("/hubspot/access").asString(""));
        health.put("problems", connection.path("problems").toString());
        return health;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        world.afterEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        world.afterAll(context);
    }
}
