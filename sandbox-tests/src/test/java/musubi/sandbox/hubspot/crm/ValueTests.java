package musubi.sandbox.hubspot.crm;

import static musubi.sandbox.hubspot.HubSpotClient.CONTACTS;
import static musubi.sandbox.hubspot.HubSpotClient.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import musubi.sandbox.hubspot.PropertyDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTests {

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"None", "example.lcom", "x@", "bcooper@example.con", "a b@example.com", "a@b"})
    void anAddressThatIsNoneIsRefused(String address) {
        var reply = client.upsert(row("U1", Map.of("email", address))).expect(400);
        assertThat(reply.at("/errors/0/code")).isEqualTo("INVALID_EMAIL");
        assertThat(reply.at("/message")).contains("Email address ").contains(" is invalid");
    }

    @Test
    void thePlaceholderIsAnAddress() {
        client.upsert(row("U1", Map.of("email", "U0123456789abcdef0123456789ABCDEF@line.me")))
                .expect(200);
        assertThat(portal.contactBy("email", "u0123456789ABCDEF0123456789abcdef@LINE.me"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "line_follow, yes, INVALID_OPTION",
        "line_follow, YES;NO, INVALID_OPTION",
        "line_likes, tea;sake, INVALID_OPTION",
        "line_flag, 1, INVALID_OPTION",
        "line_score, many, INVALID_NUMBER",
        "line_id_sync_date, 1606768561954, INVALID_DATE",
        "line_id_sync_date, 2026-02-30, INVALID_DATE",
        "line_id_sync_date, 2026-11-24T09:00:00Z, INVALID_DATE",
        "line_follow_updated_at, yesterday, INVALID_DATE",
        "line_follow_updated_at, 2026-11-24T09:00:00, INVALID_DATE",
        "hs_object_id, 1, READ_ONLY_VALUE",
        "createdate, 2026-11-24T09:00:00Z, READ_ONLY_VALUE",
        "lastmodifieddate, 2026-11-24T09:00:00Z, READ_ONLY_VALUE",
        "line_nothing, 1, PROPERTY_DOESNT_EXIST",
    })
    void aValueThatDoesNotFitIsRefused(String property, String value, String code) {
        var reply = client.upsert(row("U1", Map.of(property, value))).expect(400);
        assertThat(reply.at("/errors/0/code")).isEqualTo(code);
        assertThat(reply.at("/errors/0/context/propertyName/0")).isEqualTo(property);
        assertThat(reply.at("/message"))
                .startsWith("Property values were not valid: [{\"isValid\":false")
                .contains("\"name\":\"" + property + "\"", "\"portalId\":" + portal.id());
        assertThat(portal.contacts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "line_id_sync_date, 2026-11-24, 2026-11-24",
        "line_id_sync_date, 1795478400000, 2026-11-24",
        "line_id_sync_date, 2026-11-24T00:00:00.000Z, 2026-11-24",
        "line_follow_updated_at, 1795478400000, 2026-11-24T00:00:00Z",
        "line_follow_updated_at, 1795478400123, 2026-11-24T00:00:00.123Z",
        "line_follow_updated_at, 2026-11-24T09:00:00.000+09:00, 2026-11-24T00:00:00Z",
        "line_follow, YES, YES",
        "line_likes, rice;tea, rice;tea",
        "line_score, 12.50, 12.50",
        "line_flag, true, true",
    })
    void aValueThatFitsIsGivenBackAsHubSpotWritesIt(String property, String value, String kept) {
        var reply = client.upsert(row("U1", Map.of(property, value))).expect(200);
        assertThat(reply.results().getFirst().path("properties").path(property).asString())
                .isEqualTo(kept);
    }

    @Test
    void textIsAtMost65536CharactersLong() {
        client.upsert(row("U1", Map.of("line_user_name", "x".repeat(65_536)))).expect(200);
        client.upsert(row("U1", Map.of("line_user_name", "x".repeat(65_537)))).expect(400);
    }

    @Test
    void anEmptyStringClearsAndALeadingSemicolonAdds() {
        client.upsert(row("U1", Map.of("line_user_name", "A", "line_likes", "tea")))
                .expect(200);
        client.upsert(row("U1", Map.of("line_user_name", "", "line_likes", ";rice")))
                .expect(200);
        var contact = portal.contactBy("line_user_id", "U1").orElseThrow();
        assertThat(contact.property("line_user_name")).isEmpty();
        assertThat(contact.property("line_likes")).contains("tea;rice");
    }

    @Test
    void theLifecycleStageOnlyMovesForwardUnlessCleared() {
        client.upsert(row("U1", Map.of("lifecyclestage", "customer"))).expect(200);
        client.upsert(row("U1", Map.of("lifecyclestage", "lead"))).expect(200);
        assertThat(portal.contacts().getFirst().property("lifecyclestage")).contains("customer");
        client.upsert(row("U1", Map.of("lifecyclestage", ""))).expect(200);
        client.upsert(row("U1", Map.of("lifecyclestage", "lead"))).expect(200);
        assertThat(portal.contacts().getFirst().property("lifecyclestage")).contains("lead");
    }

    @Test
    void whatAnAdminRequiresIsRequiredOnCreationSince202609() {
        portal.requireOnCreate(Set.of("city"));
        var reply = client.upsert(row("U1", Map.of())).expect(400);
        assertThat(reply.at("/context/properties/0")).isEqualTo("city");
        client.post(CONTACTS.replace("2026-09", "2026-03") + "/batch/upsert", HubSpotClient.inputs(row("U1", Map.of())))
                .expect(200);
        client.upsert(row("U1", Map.of("line_user_name", "A"))).expect(200);
        client.upsert(row("U2", Map.of("city", "Kyoto"))).expect(200);
    }

    @Test
    void aDeletedPropertyIsUnknownAndComesBackEmpty() {
        client.upsert(row("U1", Map.of("line_user_name", "A"))).expect(200);
        portal.deleteProperty("line_user_name");
        assertThat(client.upsert(row("U1", Map.of("line_user_name", "A")))
                        .expect(400)
                        .at("/errors/0/code"))
                .isEqualTo("PROPERTY_DOESNT_EXIST");
        portal.addProperty(PropertyDefinition.custom("line_user_name", "n", "string", "text", "line"));
        assertThat(portal.contacts().getFirst().property("line_user_name")).isEmpty();
    }
}
