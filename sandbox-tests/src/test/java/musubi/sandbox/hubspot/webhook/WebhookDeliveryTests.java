package musubi.sandbox.hubspot.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.PostFailure;
import musubi.sandbox.http.WebServer;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.WebhookAppOptions;
import musubi.sandbox.hubspot.WebhookForgery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** How the events are delivered: batches, signatures, retries, repeats and order. */
class WebhookDeliveryTests extends WebhookFixture {

    @Test
    void theRequestIsSignedForTheTargetUrl() {
        app.subscribe("contact.creation");
        portal.createContact(Map.of("firstname", "Hanako"));
        events();
        var request = requests.getFirst();
        var timestamp = Long.parseLong(String.valueOf(request.header("X-HubSpot-Request-Timestamp")));
        assertThat(timestamp).isEqualTo(world.clock.millis());
        assertThat(request.header("X-HubSpot-Signature-v3"))
                .isEqualTo(WebhookSignatures.v3("a secret", "POST", PUBLIC, request.body(), timestamp));
        assertThat(request.header("X-HubSpot-Signature")).isEqualTo(WebhookSignatures.v1("a secret", request.body()));
        assertThat(request.header("X-HubSpot-Signature-Version")).isEqualTo("v1");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aBatchHasAtMostAHundredEventsOfAnyPortals() {
        var other = world.hubSpot.addPortal(PortalOptions.defaults());
        app.install(other);
        app.subscribe("contact.creation");
        app.together(() -> {
            for (var i = 0; i < 75; i++) {
                portal.createContact(Map.of("firstname", "A" + i));
                other.createContact(Map.of("firstname", "B" + i));
            }
        });
        assertThat(events()).hasSize(150);
        assertThat(requests).hasSize(2);
        assertThat(requests).extracting(request -> batch(request).size()).containsExactlyInAnyOrder(100, 50);
        assertThat(batch(requests.getFirst()))
                .extracting(event -> event.path("portalId").asLong())
                .contains(portal.id(), other.id());
    }

    @Test
    void oneApiCallIsOneBatch() {
        app.subscribe("contact.creation");
        var rows = new ObjectNode[60];
        for (var i = 0; i < rows.length; i++) {
            rows[i] = HubSpotClient.traced(HubSpotClient.row("U" + i, Map.of()), "t" + i);
        }
        world.client.upsert(rows).expect(200);
        assertThat(events()).hasSize(60);
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 429, 500, 503})
    void requestsThatAreNotAcknowledgedAreSentAgainWithTheNextNumber(int status) {
        app.subscribe("contact.creation");
        receiver.faults().add(Fault.answer("POST", ".*", 1, status, "no"));
        portal.createContact(Map.of("firstname", "Hanako"));
        assertThat(events()).hasSize(1);
        assertThat(events().getFirst().path("attemptNumber").asInt()).isEqualTo(1);
        assertThat(app.traffic().sent()).isEqualTo(2);
        assertThat(app.traffic().failed()).containsEntry(PostFailure.ERROR_STATUS_CODE, 1L);
    }

    @Test
    void timeoutsCutsAndClosedPortsAreRetriedAndFinallyGivenUp() {
        app.timeout(Duration.ofSeconds(1));
        app.subscribe("contact.creation");
        receiver.faults().add(Fault.of(Fault.Kind.HANG, "POST", ".*", 1, Duration.ofMillis(1_500)));
        receiver.faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", ".*", 1, Duration.ZERO));
        portal.createContact(Map.of("firstname", "Hanako"));
        assertThat(events())
                .extracting(event -> event.path("attemptNumber").asInt())
                .as("the cut one was worked on too")
                .containsExactly(1, 2);
        assertThat(app.traffic().failed())
                .containsEntry(PostFailure.REQUEST_TIMEOUT, 1L)
                .containsEntry(PostFailure.UNCLASSIFIED, 1L);
        app.reachedAt("http://127.0.0.1:1/");
        portal.createContact(Map.of("firstname", "Taro"));
        events();
        assertThat(app.traffic().failed()).containsEntry(PostFailure.COULD_NOT_CONNECT, 3L);
        assertThat(app.traffic().givenUp()).isEqualTo(1);
    }

    @Test
    void tenRetriesAreTheDefault() {
        var usual = world.hubSpot.addWebhookApp(WebhookAppOptions.defaults());
        usual.targetUrl("http://127.0.0.1:1/");
        usual.subscribe("contact.creation");
        usual.install(portal);
        portal.createContact(Map.of("firstname", "Hanako"));
        assertThat(usual.awaitQuiet(Duration.ofSeconds(30))).isTrue();
        assertThat(usual.traffic().sent()).isEqualTo(11);
        assertThat(usual.traffic().givenUp()).isEqualTo(1);
    }

    @Test
    void noMoreRequestsThanAllowedRunConcurrently() throws InterruptedException {
        var open = new CountDownLatch(1);
        var inside = new CountDownLatch(6);
        try (var slow = WebServer.start(0, request -> {
            inside.countDown();
            awaitOpen(open);
            return Answer.empty(200);
        })) {
            app.reachedAt(slow.url().toString());
            app.maxConcurrentRequests(6);
            app.subscribe("contact.creation");
            for (var i = 0; i < 20; i++) {
                portal.createContact(Map.of("firstname", "A" + i));
            }
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(app.traffic().underWay()).isEqualTo(6);
            assertThat(app.traffic().waitingEvents()).isEqualTo(14);
            open.countDown();
            assertThat(app.awaitQuiet(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(app.traffic().mostAtATime()).isEqualTo(6);
        assertThat(app.traffic().sent()).as("those that waited went together").isEqualTo(7);
        assertThatThrownBy(() -> app.maxConcurrentRequests(5)).hasMessageContaining("more than 5");
    }

    private static void awaitOpen(CountDownLatch open) {
        try {
            assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void repeatsAndDisorderCanBeRequested() {
        app.subscribe("contact.creation");
        app.duplicates(1);
        portal.createContact(Map.of("firstname", "Twice"));
        assertThat(events()).hasSize(2).element(1).isEqualTo(events().getFirst());
        app.duplicates(0);
        assertThat(app.again(1)).isEqualTo(1);
        assertThat(events()).hasSize(3);
        requests.clear();
        var made = new ArrayList<Long>();
        app.shuffled(() -> {
            for (var i = 0; i < 8; i++) {
                made.add(portal.createContact(Map.of("firstname", "A" + i)).id());
            }
        });
        var told =
                events().stream().map(event -> event.path("objectId").asLong()).toList();
        assertThat(requests).hasSize(8);
        assertThat(told).containsExactlyInAnyOrderElementsOf(made).isNotEqualTo(made);
        requests.clear();
        app.disorder(1);
        made.clear();
        app.together(() -> {
            for (var i = 0; i < 20; i++) {
                made.add(portal.createContact(Map.of("firstname", "B" + i)).id());
            }
        });
        assertThat(events().stream()
                        .map(event -> event.path("objectId").asLong())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(made)
                .isNotEqualTo(made);
    }

    @ParameterizedTest
    @EnumSource(WebhookForgery.class)
    void aForgedRequestIsWrongInOnePlace(WebhookForgery forgery) {
        var body = Json.bytes(Json.array());
        assertThat(app.raw(body, forgery).status()).isEqualTo(204);
        var request = requests.getFirst();
        var now = world.clock.millis();
        var timestamp = String.valueOf(request.header("X-HubSpot-Request-Timestamp"));
        var signed = WebhookSignatures.v3("a secret", "POST", PUBLIC, body, now)
                .equals(request.header("X-HubSpot-Signature-v3"));
        assertThat(signed).isEqualTo(forgery == WebhookForgery.NONE || forgery == WebhookForgery.BAD_TIMESTAMP);
        switch (forgery) {
            case OLD_TIMESTAMP -> assertThat(timestamp).isEqualTo("" + (now - 360_000));
            case FUTURE_TIMESTAMP -> assertThat(timestamp).isEqualTo("" + (now + 360_000));
            case BAD_TIMESTAMP -> assertThat(timestamp).isEqualTo("now");
            case V1_ONLY, V2_ONLY -> assertThat(timestamp).isEqualTo("null");
            case NONE, WRONG_SECRET, NO_SIGNATURE, NOT_BASE64, OTHER_URL, OTHER_BODY ->
                assertThat(timestamp).isEqualTo("" + now);
        }
        assertThat(app.traffic().sent()).isZero();
    }
}
