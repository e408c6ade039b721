package musubi.sandbox.hubspot.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class NoteTests {

    private static final String NOTES = "/crm/objects/2026-09/notes";

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;
    private final long friendId =
            portal.createContact(Map.of("firstname", "Hanako")).id();

    @AfterEach
    void close() {
        world.close();
    }

    private static ObjectNode note(String body, int type, long contactId) {
        var note = Json.object();
        note.putObject("properties").put("hs_timestamp", "2026-11-25T00:00:00Z").put("hs_note_body", body);
        var association = note.withArray("associations").addObject();
        association.putObject("to").put("id", "" + contactId);
        association
                .putArray("types")
                .addObject()
                .put("associationCategory", "HUBSPOT_DEFINED")
                .put("associationTypeId", type);
        return note;
    }

    private static ObjectNode batch(ObjectNode... inputs) {
        var body = Json.object();
        for (var input : inputs) {
            body.withArray("inputs").add(input);
        }
        return body;
    }

    private static ObjectNode ids(String... ids) {
        var body = Json.object();
        for (var id : ids) {
            body.withArray("inputs").addObject().put("id", id);
        }
        return body;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/crm/objects/2026-09/notes", "/crm/objects/2026-09/0-46", "/crm/v3/objects/notes"})
    void aNoteIsCreatedReadAndArchived(String path) {
        var id = client.post(path, note("Hello", 202, friendId)).expect(201).at("/id");
        assertThat(portal.notes()).hasSize(1);
        assertThat(portal.notes().getFirst().contactIds()).isEqualTo(Set.of(friendId));
        assertThat(client.get(path + "/" + id + "?properties=hs_note_body")
                        .expect(200)
                        .at("/properties/hs_note_body"))
                .isEqualTo("Hello");
        client.delete(path + "/" + id).expect(204);
        client.get(path + "/" + id).expect(404);
        assertThat(portal.tasks()).isEmpty();
    }

    @Test
    void theSameTwiceMakesTwo() {
        client.post(NOTES, note("Hello", 202, friendId)).expect(201);
        client.post(NOTES, note("Hello", 202, friendId)).expect(201);
        assertThat(portal.notes()).hasSize(2);
    }

    @Test
    void aRowThatIsRefusedDoesNotHoldUpTracedOnes() {
        var good = note("Good", 202, friendId).put("objectWriteTraceId", "0");
        var taskType = note("Type of a task", 204, friendId).put("objectWriteTraceId", "1");
        var unknown = note("Nobody", 202, 1).put("objectWriteTraceId", "2");
        var answer = client.post(NOTES + "/batch/create", batch(good, taskType, unknown))
                .expect(207);
        assertThat(answer.at("/numErrors")).isEqualTo("2");
        assertThat(portal.notes()).hasSize(1);
        client.post(NOTES + "/batch/create", batch(note("Good", 202, friendId), note("Nobody", 202, 1)))
                .expect(400);
        assertThat(portal.notes()).hasSize(1);
    }

    @Test
    void aTimestampIsRequired() {
        var without = note("Hello", 202, friendId);
        without.withObject("properties").remove("hs_timestamp");
        client.post(NOTES, without).expect(400);
        assertThat(portal.notes()).isEmpty();
    }

    @Test
    void theNotesOfContactsAreFoundAndMoveWithAMerge() {
        var id = client.post(NOTES, note("Hello", 202, friendId)).expect(201).at("/id");
        var other = portal.createContact(Map.of("firstname", "Taro"));
        var found = client.post("/crm/associations/2026-09/contacts/notes/batch/read", ids("" + friendId, "" + other.id()))
                .expect(207);
        assertThat(found.at("/results/0/to/0/toObjectId")).isEqualTo(id);
        assertThat(found.at("/results/0/to/0/associationTypes/0/typeId")).isEqualTo("201");
        assertThat(found.at("/errors/0/subCategory")).isEqualTo("crm.associations.NO_ASSOCIATIONS_FOUND");
        var merged = portal.merge(other.id(), friendId);
        assertThat(portal.notes().getFirst().contactIds()).isEqualTo(Set.of(merged.id()));
        assertThat(client.post("/crm/associations/2026-09/contacts/tasks/batch/read", ids("" + merged.id()))
                        .expect(207)
                        .at("/errors/0/subCategory"))
                .isEqualTo("crm.associations.NO_ASSOCIATIONS_FOUND");
    }
}
