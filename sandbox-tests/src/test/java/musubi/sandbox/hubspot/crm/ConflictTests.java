package musubi.sandbox.hubspot.crm;

import static musubi.sandbox.hubspot.HubSpotClient.CONTACTS;
import static musubi.sandbox.hubspot.HubSpotClient.inputs;
import static musubi.sandbox.hubspot.HubSpotClient.row;
import static musubi.sandbox.hubspot.HubSpotClient.traced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.EmailConflictForm;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConflictTests {

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;
    private final Contact owner = portal.createContact(Map.of("email", "a@example.com"));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void creatingWithATakenAddressIs409WithTheExistingId() {
        var reply = client.post(CONTACTS, Map.of("properties", Map.of("email", "A@Example.com")))
                .expect(409);
        assertThat(reply.at("/message")).isEqualTo("Contact already exists. Existing ID: " + owner.id());
        assertThat(reply.at("/category")).isEqualTo("CONFLICT");
        assertThat(reply.at("/correlationId")).isEqualTo(reply.header("x-hubspot-correlation-id"));
    }

    @Test
    void anUpsertThatCarriesTheAddressOfAnotherContactConflictsInEitherForm() {
        var taken = row("U1", Map.of("email", "a@example.com"));
        assertThat(client.upsert(taken).expect(409).at("/message")).endsWith("Existing ID: " + owner.id());
        portal.emailConflictForm(EmailConflictForm.PROPERTY_VALUE_COORDINATES);
        var reply = client.upsert(taken).expect(400);
        assertThat(reply.at("/message"))
                .matches("Cannot set PropertyValueCoordinates\\{portalId=" + portal.id()
                        + ", objectTypeId=ObjectTypeId\\{legacyObjectType=CONTACT}, propertyName=email,"
                        + " value=a@example.com} on \\d+\\. " + owner.id() + " already has that value\\.");
        assertThat(reply.at("/category")).isEqualTo("VALIDATION_ERROR");
        var rows = client.upsert(traced(taken, "a"), traced(row("U2", Map.of()), "b"))
                .expect(207);
        assertThat(rows.errors()).hasSize(1);
        assertThat(rows.results()).hasSize(1);
        assertThat(portal.contacts()).hasSize(2);
    }

    @Test
    void aSecondaryAddressIsTakenTooAndAlwaysInTheLongForm() {
        portal.update(owner.id(), Map.of("hs_additional_emails", "b@example.com;c@example.com"));
        var reply = client.post(CONTACTS, Map.of("properties", Map.of("email", "c@example.com")))
                .expect(400);
        assertThat(reply.at("/message")).contains("value=c@example.com").contains(owner.id() + " already has");
        client.upsert(row("email", "b@example.com", Map.of("hs_additional_emails", "b@example.com")))
                .expect(200);
        assertThat(portal.contacts()).hasSize(1);
    }

    @Test
    void aUniqueValueOfAnotherContactIsRefused() {
        portal.update(owner.id(), Map.of("line_user_id", "U1"));
        var reply = client.post(CONTACTS, Map.of("properties", Map.of("line_user_id", "U1", "email", "b@example.com")))
                .expect(400);
        assertThat(reply.at("/message")).contains("propertyName=line_user_id, value=U1");
        portal.update(owner.id(), Map.of("line_user_id", ""));
        client.upsert(row("U1", Map.of())).expect(200);
        assertThat(portal.contacts()).hasSize(2);
    }

    @Test
    void ofTwoRowsWithOneAddressTheSecondConflicts() {
        var reply = client.upsert(
                        traced(row("U1", Map.of("email", "x@example.com")), "a"),
                        traced(row("U2", Map.of("email", "X@example.com")), "b"))
                .expect(207);
        assertThat(reply.errors().getFirst().at("/context/objectWriteTraceId/0").asString())
                .isEqualTo("b");
        client.upsert(row("U3", Map.of("email", "y@example.com")), row("U4", Map.of("email", "y@example.com")))
                .expect(409);
        assertThat(portal.contactBy("email", "y@example.com")).isEmpty();
        client.upsert(row("U4", Map.of("email", "y@example.com"))).expect(200);
    }

    @Test
    void anArchivedContactGivesItsUniqueValuesFree() {
        portal.archive(owner.id());
        client.post(CONTACTS, Map.of("properties", Map.of("email", "a@example.com")))
                .expect(201);
        assertThatIllegalArgumentException().isThrownBy(() -> portal.restore(owner.id()));
    }

    @Test
    void aForgottenAddressCannotComeBack() {
        portal.gdprDelete(owner.id());
        portal.blockEmail("Never@example.com");
        for (var address : new String[] {"a@example.com", "never@example.com"}) {
            var reply = client.upsert(row("U1", Map.of("email", address))).expect(400);
            assertThat(reply.at("/message")).contains("email has been GDPR blacklisted");
        }
        assertThat(portal.contacts()).isEmpty();
        client.post(CONTACTS + "/gdpr-delete", Map.of("objectId", "Z@example.com", "idProperty", "email"))
                .expect(204);
        client.post(CONTACTS + "/batch/create", inputs(row("U1", Map.of("email", "z@example.com"))))
                .expect(400);
    }
}
