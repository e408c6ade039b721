package musubi.sandbox.hubspot.crm;

import static musubi.sandbox.hubspot.HubSpotClient.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import musubi.sandbox.hubspot.ReadFlaw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many new contacts in one call, and reads that leave some out. */
class BatchCreateTests {

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;
    private final Contact existing =
            portal.createContact(Map.of("line_user_id", "U1", "email", "u1@line.me", "line_user_name", "One"));

    @AfterEach
    void close() {
        world.close();
    }

    private HubSpotClient.Reply create(boolean traced, String... userIds) {
        var inputs = new ArrayList<Map<String, Object>>();
        for (var userId : userIds) {
            var properties = Map.of("line_user_id", userId, "line_user_name", "new");
            inputs.add(
                    traced
                            ? Map.of("properties", properties, "objectWriteTraceId", "trace " + userId)
                            : Map.of("properties", properties));
        }
        return client.post(CONTACTS + "/batch/create", Map.of("inputs", inputs));
    }

    @Test
    void withTraceIdsTheGoodRowsAreWrittenAndTheConflictNamesItsOwner() {
        var reply = create(true, "U2", "U1", "U3").expect(207);
        assertThat(reply.results()).hasSize(2);
        assertThat(reply.errors()).singleElement().satisfies(error -> {
            assertThat(error.at("/message").asString())
                    .contains("propertyName=line_user_id")
                    .endsWith(existing.id() + " already has that value.");
            assertThat(error.at("/context/objectWriteTraceId/0").asString()).isEqualTo("trace U1");
        });
        assertThat(portal.contact(existing.id()).orElseThrow().properties())
                .containsEntry("line_user_name", "One")
                .containsEntry("email", "u1@line.me");
    }

    @Test
    void withoutTraceIdsOneConflictRefusesAll() {
        create(false, "U2", "U1").expect(400);
        assertThat(portal.contacts()).hasSize(1);
    }

    @Test
    void aPortalMayRefuseAllOfABatchInSpiteOfTraceIds() {
        portal.errorsByRow(false);
        create(true, "U2", "U1").expect(400);
        assertThat(portal.contacts()).hasSize(1);
        assertThat(create(true, "U2", "U3").expect(201).results()).hasSize(2);
    }

    @Test
    void allNewIs201() {
        assertThat(create(true, "U2", "U3").expect(201).results()).hasSize(2);
    }

    @Test
    void aReadMayNotSpeakOfAContactThatIsThere() {
        portal.readsFail(ReadFlaw.LEFT_OUT, Set.of("U1"), 1);
        var silent = client.read(List.of("email"), "line_user_id", "U1");
        assertThat(silent.expect(200).results()).isEmpty();
        assertThat(silent.errors()).isEmpty();
        assertThat(client.read(List.of("email"), "line_user_id", "U1").results())
                .hasSize(1);
        portal.readsFail(ReadFlaw.INTERNAL_ERROR, Set.of("U1"), -1);
        for (var read = 0; read < 2; read++) {
            var told = client.read(List.of("email"), "line_user_id", "U1", "U9").expect(207);
            assertThat(told.results()).isEmpty();
            assertThat(told.errors())
                    .extracting(error -> error.at("/category").asString())
                    .containsExactlyInAnyOrder("INTERNAL_ERROR", "OBJECT_NOT_FOUND");
        }
    }

    @Test
    void theRecycleBinMayHoldAValue() {
        portal.archive(existing.id());
        create(true, "U1").expect(201);
        portal.archive(portal.contactBy("line_user_id", "U1").orElseThrow().id());
        portal.recycleBinHoldsValues(true);
        var held = create(true, "U4").expect(201).results().getFirst().at("/id").asString();
        portal.archive(Long.parseLong(held));
        assertThat(create(true, "U4").expect(207).errors()).hasSize(1);
        assertThat(client.read(List.of("email"), "line_user_id", "U4").errors()).hasSize(1);
    }

    @Test
    void anAdminsCharacterLimitNamesTheProperty() {
        portal.characterLimit("line_user_name", 2);
        assertThat(create(true, "U2")
                        .expect(207)
                        .errors()
                        .getFirst()
                        .at("/message")
                        .asString())
                .contains("\"name\":\"line_user_name\"");
        portal.characterLimit("line_user_name", 0);
        create(true, "U2").expect(201);
    }

    @Test
    void textThatIsNotWellFormedIsRefused() {
        for (var bad : List.of("a\0b", "a\ud83d", "\ude00b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> portal.createContact(Map.of("line_user_name", bad)));
        }
    }
}
