package musubi.sandbox.hubspot.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.Request;
import musubi.sandbox.http.WebServer;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import musubi.sandbox.hubspot.WebhookApp;
import musubi.sandbox.hubspot.WebhookAppOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** An app whose webhooks arrive at a receiver that records them. */
abstract class WebhookFixture {
    static final String PUBLIC = "https://musubi.example/webhooks/hubspot?from=hubspot%2Fapp";

    final PortalWorld world = new PortalWorld();
    final Portal portal = world.portal;
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final WebServer receiver = WebServer.start(0, request -> {
        requests.add(request);
        return Answer.empty(204);
    });
    final WebhookApp app = world.hubSpot.addWebhookApp(new WebhookAppOptions(54321, "a secret"));

    @BeforeEach
    void install() {
        app.targetUrl(PUBLIC);
        app.reachedAt(receiver.url() + "/webhooks/hubspot");
        app.retryDelays(List.of(Duration.ofMillis(1), Duration.ofMillis(2)));
        app.install(portal);
    }

    @AfterEach
    void close() {
        world.close();
        receiver.close();
    }

    List<JsonNode> events() {
        assertThat(app.awaitQuiet(Duration.ofSeconds(20))).isTrue();
        return requests.stream().flatMap(request -> batch(request).stream()).toList();
    }

    static List<JsonNode> batch(Request request) {
        return StreamSupport.stream(Json.read(request.body()).spliterator(), false)
                .toList();
    }

    static List<String> types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("subscriptionType").asString())
                .toList();
    }

    void everything() {
        for (var kind : List.of("creation", "deletion", "merge", "restore", "privacyDeletion")) {
            app.subscribe("contact." + kind);
        }
        app.subscribe("contact.propertyChange", "line_user_id");
    }
}
