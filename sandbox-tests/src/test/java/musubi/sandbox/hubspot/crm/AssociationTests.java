package musubi.sandbox.hubspot.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import musubi.sandbox.hubspot.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class AssociationTests {

    private static final String OF_CONTACTS = "/crm/associations/2026-09/contacts/tasks/batch/read";
    private static final String OF_TASKS = "/crm/associations/2026-09/tasks/contacts/batch/read";
    private static final Map<String, String> DUE = Map.of("hs_timestamp", "2026-11-25T00:00:00Z");

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;
    private final Contact one = portal.createContact(Map.of("firstname", "One"));
    private final Contact two = portal.createContact(Map.of("firstname", "Two"));
    private final Task both = portal.createTask(DUE, one.id(), two.id());
    private final Task first = portal.createTask(DUE, one.id());

    @AfterEach
    void close() {
        world.close();
    }

    /** The ids on the other side, by id; those that have none are not in it. */
    private Map<String, Set<String>> read(String path, long... ids) {
        var inputs = Arrays.stream(ids).mapToObj(id -> Json.object().put("id", "" + id));
        var reply = client.post(path, HubSpotClient.inputs(inputs.toArray(ObjectNode[]::new)));
        assertThat(reply.status()).isIn(200, 207);
        var others = new TreeMap<String, Set<String>>();
        reply.results().forEach(row -> {
            var to = others.computeIfAbsent(row.at("/from/id").asString(), fresh -> new TreeSet<>());
            row.path("to").forEach(other -> to.add(other.path("toObjectId").asString()));
        });
        return others;
    }

    @Test
    void bothSidesAreRead() {
        assertThat(read(OF_CONTACTS, one.id(), two.id()))
                .containsEntry("" + one.id(), new TreeSet<>(List.of("" + both.id(), "" + first.id())))
                .containsEntry("" + two.id(), new TreeSet<>(List.of("" + both.id())));
        assertThat(read(OF_TASKS, both.id()))
                .containsEntry("" + both.id(), new TreeSet<>(List.of("" + one.id(), "" + two.id())));
    }

    @ParameterizedTest
    @CsvSource({
        "/crm/associations/2026-03/0-1/0-27/batch/read, STRING",
        "/crm/associations/2026-09/contact/task/batch/read, STRING",
        "/crm/v4/associations/contacts/tasks/batch/read, NUMBER",
    })
    void everyDocumentedFormOfThePathIsThere(String path, String type) {
        var row = client.post(path, HubSpotClient.inputs(Json.object().put("id", "" + two.id())))
                .expect(200)
                .results()
                .getFirst();
        assertThat(row.at("/to/0/toObjectId").getNodeType()).hasToString(type);
        assertThat(row.at("/to/0/associationTypes/0/typeId").asInt()).isEqualTo(203);
        assertThat(row.at("/to/0/associationTypes/0/category").asString()).isEqualTo("HUBSPOT_DEFINED");
    }

    @Test
    void oneWithoutTasksIsAnErrorOfItsOwn() {
        var lonely = portal.createContact(Map.of("firstname", "Lonely"));
        var reply = client.post(
                        OF_CONTACTS,
                        HubSpotClient.inputs(
                                Json.object().put("id", "" + lonely.id()),
                                Json.object().put("id", "" + one.id())))
                .expect(207);
        assertThat(reply.results()).hasSize(1);
        assertThat(reply.json().path("numErrors").asInt()).isEqualTo(1);
        var error = reply.errors().getFirst();
        assertThat(error.path("subCategory").asString()).isEqualTo("crm.associations.NO_ASSOCIATIONS_FOUND");
        assertThat(error.path("message").asString())
                .isEqualTo("No task is associated with contact %d.".formatted(lonely.id()));
        assertThat(error.at("/context/fromObjectId/0").asString()).isEqualTo("" + lonely.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/objects/2026-09/contacts/%2$d/associations/default/tasks/%1$d",
                "/crm/objects/2026-09/0-27/%1$d/associations/default/0-1/%2$d",
                "/crm/v4/objects/tasks/%1$d/associations/default/contacts/%2$d"
            })
    void theDefaultAssociationIsMadeOnce(String template) {
        var path = template.formatted(first.id(), two.id());
        client.send("PUT", path, "", "").expect(200);
        var writes = portal.tasks().getLast().writes();
        var reply = client.send("PUT", path, "", "").expect(200);
        assertThat(reply.results()).hasSize(2);
        assertThat(portal.tasks().getLast().contactIds()).containsExactly(one.id(), two.id());
        assertThat(portal.tasks().getLast().writes()).isEqualTo(writes);
        client.send("PUT", template.formatted(first.id(), 1), "", "").expect(400);
        client.send("PUT", template.formatted(1, two.id()), "", "").expect(400);
    }

    @Test
    void aContactShowsItsTasks() {
        var reply = client.get(HubSpotClient.CONTACTS + "/" + two.id() + "?associations=tasks")
                .expect(200);
        assertThat(reply.at("/associations/tasks/results/0/id")).isEqualTo("" + both.id());
        assertThat(reply.at("/associations/tasks/results/0/type")).isEqualTo("contact_to_task");
        assertThat(client.get(HubSpotClient.CONTACTS + "/" + two.id()).json().has("associations"))
                .isFalse();
        client.get(HubSpotClient.CONTACTS + "/" + two.id() + "?associations=widgets")
                .expect(400);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMergeMovesTheTasksToTheSurvivor(boolean keeps) {
        portal.mergeKeepsPrimaryId(keeps);
        var survivor = portal.merge(two.id(), one.id());
        assertThat(portal.tasks())
                .allSatisfy(task -> assertThat(task.contactIds()).containsExactly(survivor.id()));
        assertThat(read(OF_CONTACTS, survivor.id()).values())
                .singleElement()
                .satisfies(ids -> assertThat(ids).hasSize(2));
        assertThat(read(OF_CONTACTS, one.id()))
                .as("an old id goes on resolving")
                .hasSize(1);
        var search = Map.of(
                "filterGroups",
                List.of(Map.of(
                        "filters",
                        List.of(Map.of(
                                "propertyName", "associations.contact", "operator", "EQ", "value", survivor.id())))));
        assertThat(client.post("/crm/objects/2026-09/tasks/search", search).results())
                .hasSize(2);
    }

    @Test
    void whatIsArchivedIsNotSeenFromTheOtherSide() {
        portal.archiveTask(both.id());
        assertThat(read(OF_CONTACTS, two.id())).isEmpty();
        portal.archive(one.id());
        assertThat(read(OF_TASKS, first.id())).isEmpty();
        portal.restore(one.id());
        assertThat(read(OF_TASKS, first.id())).hasSize(1);
        portal.gdprDelete(one.id());
        assertThat(read(OF_TASKS, first.id())).isEmpty();
        assertThat(portal.tasks().getLast().contactIds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /crm/v3/associations/contacts/tasks/batch/read, 404",
        "POST, /crm/associations/2026-09/contacts/contacts/batch/read, 404",
        "POST, /crm/associations/2026-09/contacts/widgets/batch/read, 400",
        "GET, /crm/associations/2026-09/contacts/tasks/batch/read, 405",
        "GET, /crm/v4/objects/tasks, 404",
        "PUT, /crm/v3/objects/tasks/1/associations/default/contacts/2, 404",
        "GET, /crm/properties/2026-09/tasks, 400",
    })
    void otherPathsAreNotThere(String method, String path, int status) {
        client.send(method, path, "", "").expect(status);
    }
}
