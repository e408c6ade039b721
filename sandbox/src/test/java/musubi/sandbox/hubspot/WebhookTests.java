package musubi.sandbox.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.PostFailure;
import musubi.sandbox.http.Request;
import musubi.sandbox.http.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class WebhookTests {

    private static final String PUBLIC = "https://musubi.example/webhooks/hubspot?from=hubspot%2Fapp";

    private final World world = new World();
    private final Portal portal = world.portal;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final WebServer receiver = WebServer.start(0, request -> {
        requests.add(request);
        return Answer.empty(204);
    });
    private final WebhookApp app = world.hubSpot.addWebhookApp(new WebhookAppOptions(54321, "a secret"));

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

    private List<JsonNode> events() {
        assertThat(app.awaitQuiet(Duration.ofSeconds(20))).isTrue();
        return requests.stream().flatMap(request -> batch(request).stream()).toList();
    }

    private static List<JsonNode> batch(Request request) {
        return StreamSupport.stream(Json.read(request.body()).spliterator(), false)
                .toList();
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.path("subscriptionType").asString())
                .toList();
    }

    private void everything() {
        for (var kind : List.of("creation", "deletion", "merge", "restore", "privacyDeletion")) {
            app.subscribe("contact." + kind);
        }
        app.subscribe("contact.propertyChange", "line_user_id");
    }

    @Test
    void aCreationByHandIsToldWithAllFields() {
        var creation = app.subscribe("contact.creation");
        var change = app.subscribe("contact.propertyChange", "line_user_id");
        var contact = portal.createContact(Map.of("line_user_id", "U1", "firstname", "Hanako"));
        var events = events();
        assertThat(requests).hasSize(1);
        assertThat(events).hasSize(2);
        var first = (ObjectNode) events.getFirst();
        assertThat(first.path("eventId").isIntegralNumber()).isTrue();
        assertThat(first.remove(List.of("eventId")))
                .isEqualTo(Json.read(Json.bytes(Json.object()
                        .put("subscriptionId", creation.id())
                        .put("portalId", portal.id())
                        .put("appId", 54321)
                        .put("occurredAt", world.clock.millis())
                        .put("subscriptionType", "contact.creation")
                        .put("objectId", contact.id())
                        .put("changeSource", "CRM_UI")
                        .put("sourceId", "userId:9586504")
                        .put("changeFlag", "NEW")
                        .put("attemptNumber", 0))));
        var second = events.getLast();
        assertThat(second.path("subscriptionId").asLong()).isEqualTo(change.id());
        assertThat(second.path("propertyName").asString()).isEqualTo("line_user_id");
        assertThat(second.path("propertyValue").asString()).isEqualTo("U1");
        assertThat(second.has("changeFlag")).isFalse();
    }

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
    void onlyRealChangesOfSubscribedPropertiesAreToldAndAClearedOneIsEmpty() {
        app.subscribe("contact.propertyChange", "line_user_id");
        var contact = portal.createContact(Map.of("firstname", "Hanako"));
        var path = Client.CONTACTS + "/" + contact.id();
        for (var value : List.of("U1", "U1", "")) {
            world.client
                    .patch(path, Map.of("properties", Map.of("line_user_id", value, "city", "Osaka")))
                    .expect(200);
        }
        var events = events();
        assertThat(events)
                .extracting(event -> event.path("propertyValue").asString())
                .containsExactlyInAnyOrder("U1", "");
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(event.path("changeSource").asString()).isEqualTo("INTEGRATION"));
    }

    @Test
    void archiveRestoreAndPrivacyDeletionAreTold() {
        everything();
        var contact = portal.createContact(Map.of("firstname", "Hanako"));
        world.client.delete(Client.CONTACTS + "/" + contact.id()).expect(204);
        portal.restore(contact.id());
        world.client
                .post(Client.CONTACTS + "/gdpr-delete", Map.of("objectId", "" + contact.id()))
                .expect(204);
        assertThat(types(events()))
                .containsExactlyInAnyOrder(
                        "contact.creation",
                        "contact.deletion",
                        "contact.restore",
                        "contact.privacyDeletion",
                        "contact.deletion");
        assertThat(requests).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMergeTellsBothIdsAndTheSurvivors(boolean keeps) {
        portal.mergeKeepsPrimaryId(keeps);
        var primary = portal.createContact(Map.of("firstname", "Hanako", "line_user_id", "U1"));
        var other = portal.createContact(Map.of("city", "Osaka", "jobtitle", "Cook", "line_user_id", "U2"));
        everything();
        app.subscribe("contact.propertyChange", "city");
        world.client
                .post(
                        Client.CONTACTS + "/merge",
                        Map.of("primaryObjectId", "" + primary.id(), "objectIdToMerge", "" + other.id()))
                .expect(200);
        var survivor = portal.contacts().getFirst().id();
        var events = events();
        assertThat(types(events)).containsExactly("contact.merge", "contact.propertyChange");
        var merge = events.getFirst();
        assertThat(merge.path("objectId").asLong()).isEqualTo(primary.id());
        assertThat(merge.path("primaryObjectId").asLong()).isEqualTo(primary.id());
        assertThat(merge.path("mergedObjectIds").toString()).isEqualTo("[" + other.id() + "]");
        assertThat(merge.path("newObjectId").asLong()).isEqualTo(survivor);
        assertThat(survivor == primary.id()).isEqualTo(keeps);
        assertThat(merge.path("numberOfPropertiesMoved").asInt()).isEqualTo(2);
        assertThat(events.getLast().path("objectId").asLong()).isEqualTo(survivor);
    }

    @Test
    void theGeneralFormNamesTheObjectType() {
        app.subscribe("object.creation");
        app.subscribe("object.propertyChange", "city");
        portal.createContact(Map.of("city", "Osaka"));
        assertThat(events())
                .hasSize(2)
                .allSatisfy(event ->
                        assertThat(event.path("objectTypeId").asString()).isEqualTo("0-1"));
    }

    @Test
    void whatWasRefusedIsNotTold() {
        everything();
        portal.createContact(Map.of("line_user_id", "U1"));
        var before = events().size();
        var twice = Client.inputs(
                Client.traced(Client.row("U2", Map.of()), "a"),
                Client.traced(Client.row("U3", Map.of("line_follow", "PERHAPS")), "b"));
        world.client.post(Client.CONTACTS + "/batch/upsert", twice).expect(207);
        world.client
                .upsert(Client.row("U4", Map.of()), Client.row("U5", Map.of("line_follow", "PERHAPS")))
                .expect(400);
        assertThat(events().subList(before, events().size()))
                .extracting(event -> event.path("propertyValue").asString())
                .containsExactlyInAnyOrder("", "U2");
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
            rows[i] = Client.traced(Client.row("U" + i, Map.of()), "t" + i);
        }
        world.client.upsert(rows).expect(200);
        assertThat(events()).hasSize(60);
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 429, 500, 503})
    void whatIsNotAcknowledgedIsSentAgainWithTheNextNumber(int status) {
        app.subscribe("contact.creation");
        receiver.faults().add(Fault.answer("POST", ".*", 1, status, "no"));
        portal.createContact(Map.of("firstname", "Hanako"));
        assertThat(events()).hasSize(1);
        assertThat(events().getFirst().path("attemptNumber").asInt()).isEqualTo(1);
        assertThat(app.traffic().sent()).isEqualTo(2);
        assertThat(app.traffic().failed()).containsEntry(PostFailure.ERROR_STATUS_CODE, 1L);
    }

    @Test
    void silenceCutsAndClosedPortsAreRetriedAndAtLastGivenUp() {
        app.timeout(Duration.ofMillis(100));
        app.subscribe("contact.creation");
        receiver.faults().add(Fault.of(Fault.Kind.HANG, "POST", ".*", 1, Duration.ofMillis(400)));
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
    void tenRetriesAreTheUsual() {
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
    void noMoreRequestsThanAllowedAreUnderWay() throws InterruptedException {
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
    void repeatsAndDisorderComeOnDemand() {
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

    @Test
    void eventIdsAreNotUnique() {
        app.subscribe("contact.creation");
        app.together(() -> {
            for (var i = 0; i < 600; i++) {
                portal.createContact(Map.of("firstname", "A" + i));
            }
        });
        assertThat(events().stream()
                        .map(event -> event.path("eventId").asLong())
                        .distinct()
                        .count())
                .isLessThan(600);
    }

    @Test
    void onlyInstalledActiveAndAimedAppsAreTold() {
        var subscription = app.subscribe("contact.creation");
        app.active(subscription.id(), false);
        portal.createContact(Map.of("firstname", "A"));
        app.active(subscription.id(), true);
        app.uninstall(portal);
        portal.createContact(Map.of("firstname", "B"));
        assertThat(events()).isEmpty();
        var aimless = world.hubSpot.addWebhookApp(WebhookAppOptions.defaults());
        aimless.subscribe("contact.creation");
        aimless.install(portal);
        portal.createContact(Map.of("firstname", "C"));
        assertThat(aimless.traffic().dropped()).isEqualTo(1);
        app.install(portal);
        portal.createContact(Map.of("firstname", "D"));
        assertThat(events()).hasSize(1);
        app.unsubscribe(subscription.id());
        assertThat(app.subscriptions()).isEmpty();
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

    @Test
    void whatCannotBeSubscribedToIsRefused() {
        assertThatThrownBy(() -> app.subscribe("contact.wedding")).hasMessageContaining("subscriptionType");
        assertThatThrownBy(() -> app.subscribe("object.privacyDeletion")).hasMessageContaining("subscriptionType");
        assertThatThrownBy(() -> app.subscribe("contact.propertyChange")).hasMessageContaining("propertyName");
        assertThatThrownBy(() -> app.subscribe("contact.creation", "email")).hasMessageContaining("propertyName");
        assertThatThrownBy(() -> app.subscribe("contact.propertyChange", "lastmodifieddate"))
                .hasMessageContaining("cannot be subscribed");
        assertThatThrownBy(() -> app.targetUrl("ftp://x")).hasMessageContaining("http");
        assertThatThrownBy(() -> world.hubSpot.addWebhookApp(new WebhookAppOptions(54321, "")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
