package musubi.sandbox.hubspot.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.WebhookAppOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Which events an app gets, and what they contain. */
class WebhookEventTests extends WebhookFixture {

    @Test
    void aCreationByHandIsSentWithAllFields() {
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
    void onlyRealChangesOfSubscribedPropertiesAreSentAndAClearedOneIsEmpty() {
        app.subscribe("contact.propertyChange", "line_user_id");
        var contact = portal.createContact(Map.of("firstname", "Hanako"));
        var path = HubSpotClient.CONTACTS + "/" + contact.id();
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
    void archiveRestoreAndPrivacyDeletionAreSent() {
        everything();
        var contact = portal.createContact(Map.of("firstname", "Hanako"));
        world.client.delete(HubSpotClient.CONTACTS + "/" + contact.id()).expect(204);
        portal.restore(contact.id());
        world.client
                .post(HubSpotClient.CONTACTS + "/gdpr-delete", Map.of("objectId", "" + contact.id()))
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
    void aMergeEventHasBothIdsAndTheSurvivors(boolean keeps) {
        portal.mergeKeepsPrimaryId(keeps);
        var primary = portal.createContact(Map.of("firstname", "Hanako", "line_user_id", "U1"));
        var other = portal.createContact(Map.of("city", "Osaka", "jobtitle", "Cook", "line_user_id", "U2"));
        everything();
        app.subscribe("contact.propertyChange", "city");
        world.client
                .post(
                        HubSpotClient.CONTACTS + "/merge",
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
    void theGenericFormNamesTheObjectType() {
        app.subscribe("object.creation");
        app.subscribe("object.propertyChange", "city");
        portal.createContact(Map.of("city", "Osaka"));
        assertThat(events())
                .hasSize(2)
                .allSatisfy(event ->
                        assertThat(event.path("objectTypeId").asString()).isEqualTo("0-1"));
    }

    @Test
    void refusedWritesSendNoEvents() {
        everything();
        portal.createContact(Map.of("line_user_id", "U1"));
        var before = events().size();
        var twice = HubSpotClient.inputs(
                HubSpotClient.traced(HubSpotClient.row("U2", Map.of()), "a"),
                HubSpotClient.traced(HubSpotClient.row("U3", Map.of("line_follow", "PERHAPS")), "b"));
        world.client.post(HubSpotClient.CONTACTS + "/batch/upsert", twice).expect(207);
        world.client
                .upsert(HubSpotClient.row("U4", Map.of()), HubSpotClient.row("U5", Map.of("line_follow", "PERHAPS")))
                .expect(400);
        assertThat(events().subList(before, events().size()))
                .extracting(event -> event.path("propertyValue").asString())
                .containsExactlyInAnyOrder("", "U2");
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
    void onlyInstalledAndActiveAppsWithATargetUrlGetEvents() {
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

    @Test
    void invalidSubscriptionsAreRefused() {
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
