package musubi.sandbox.hubspot.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Json;
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

class TaskTests {

    private static final String TASKS = "/crm/objects/2026-09/tasks";
    private static final Map<String, String> DUE = Map.of("hs_timestamp", "2026-11-25T00:00:00Z");

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;
    private final long ownerId =
            portal.addOwner("taro@example.com", "Taro", "Yamada").id();
    private final long friendId =
            portal.createContact(Map.of("firstname", "Hanako")).id();

    @AfterEach
    void close() {
        world.close();
    }

    static ObjectNode task(Map<String, String> properties, long... contactIds) {
        var body = Json.object();
        new TreeMap<>(properties).forEach(body.putObject("properties")::put);
        for (var id : contactIds) {
            var association = body.withArray("associations").addObject();
            association.putObject("to").put("id", "" + id);
            association
                    .putArray("types")
                    .addObject()
                    .put("associationCategory", "HUBSPOT_DEFINED")
                    .put("associationTypeId", 204);
        }
        return body;
    }

    private static Map<String, String> due(String name, String value) {
        return Map.of("hs_timestamp", "2026-11-25T00:00:00Z", name, value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/objects/2026-09/tasks",
                "/crm/objects/2026-09/0-27",
                "/crm/objects/2026-03/tasks",
                "/crm/v3/objects/tasks"
            })
    void aTaskIsCreatedReadChangedAndArchived(String path) {
        var properties = new TreeMap<>(DUE);
        properties.put("hs_task_subject", "Answer Hanako");
        properties.put("hs_task_status", "NOT_STARTED");
        properties.put("hs_task_priority", "HIGH");
        properties.put("hs_task_type", "TODO");
        properties.put("hubspot_owner_id", "" + ownerId);
        var made = client.post(path, task(properties, friendId)).expect(201);
        var id = made.at("/id");
        assertThat(made.header("Location")).isEqualTo(path + "/" + id);
        assertThat(made.at("/properties/hs_timestamp")).isEqualTo("2026-11-25T00:00:00Z");
        assertThat(made.at("/properties/hs_createdate")).isEqualTo("2026-11-24T03:00:00Z");

        var bare = client.get(path + "/" + id).expect(200);
        assertThat(bare.json().path("properties").propertyNames())
                .containsExactlyInAnyOrder("hs_createdate", "hs_lastmodifieddate", "hs_object_id");
        client.patch(path + "/" + id, Map.of("properties", Map.of("hs_task_status", "COMPLETED")))
                .expect(200);
        var read = client.get(path + "/" + id + "?properties=hs_task_status,hs_task_body,unheard&associations=contacts")
                .expect(200);
        assertThat(read.at("/properties/hs_task_status")).isEqualTo("COMPLETED");
        assertThat(read.json().at("/properties/hs_task_body").isNull()).isTrue();
        assertThat(read.json().path("properties").has("unheard")).isFalse();
        assertThat(read.at("/associations/contacts/results/0/id")).isEqualTo("" + friendId);
        assertThat(read.at("/associations/contacts/results/0/type")).isEqualTo("task_to_contact");
        assertThat(portal.tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.contactIds()).containsExactly(friendId))
                .satisfies(task -> assertThat(task.property("hs_task_status")).contains("COMPLETED"));

        client.delete(path + "/" + id).expect(204);
        client.get(path + "/" + id).expect(404);
        client.get(path + "/" + id + "?archived=true").expect(200);
        client.patch(path + "/" + id, Map.of("properties", Map.of("hs_task_status", "WAITING")))
                .expect(404);
    }

    @Test
    void theSameCreateTwiceMakesTwoTasks() {
        client.post(TASKS, task(DUE, friendId)).expect(201);
        client.post(TASKS, task(DUE, friendId)).expect(201);
        assertThat(portal.tasks()).hasSize(2).extracting(Task::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "hs_task_status, DONE, INVALID_OPTION",
        "hs_task_priority, URGENT, INVALID_OPTION",
        "hs_task_type, LINE, INVALID_OPTION",
        "hubspot_owner_id, 12345, INVALID_OPTION",
        "hs_timestamp, tomorrow, INVALID_DATE",
        "hs_object_id, 1, READ_ONLY_VALUE",
        "email, a@example.com, PROPERTY_DOESNT_EXIST",
        "associations.contact, 1, PROPERTY_DOESNT_EXIST",
    })
    void aBadValueIsRefused(String property, String value, String code) {
        var values = new TreeMap<>(DUE);
        values.put(property, value);
        var refused = client.post(TASKS, task(values)).expect(400);
        assertThat(refused.at("/category")).isEqualTo("VALIDATION_ERROR");
        assertThat(refused.at("/errors/0/code")).isEqualTo(code);
        assertThat(refused.at("/errors/0/context/propertyName/0")).isEqualTo(property);
        assertThat(portal.tasks()).isEmpty();
    }

    @Test
    void aTaskMustBeDue() {
        var refused =
                client.post(TASKS, task(Map.of("hs_task_subject", "Answer"))).expect(400);
        assertThat(refused.at("/message")).isEqualTo("Error creating TASK. Some required properties were not set.");
        assertThat(refused.at("/context/properties/0")).isEqualTo("hs_timestamp");
    }

    @Test
    void anArchivedOwnerGetsNoTask() {
        portal.archiveOwner(ownerId);
        client.post(TASKS, task(due("hubspot_owner_id", "" + ownerId))).expect(400);
    }

    @Test
    void aBadAssociationIsRefusedAndNothingIsWritten() {
        var archived = portal.createContact(Map.of("firstname", "Gone"));
        portal.archive(archived.id());
        for (var id : new long[] {424242, archived.id()}) {
            var unknown = client.post(TASKS, task(DUE, friendId, id)).expect(400);
            assertThat(unknown.at("/message")).isEqualTo("One or more associations are invalid");
            assertThat(unknown.at("/context/INVALID_OBJECT_IDS/0")).isEqualTo("CONTACT=" + id + " is not valid");
        }
        var wrongType = task(DUE, friendId);
        ((ObjectNode) wrongType.at("/associations/0/types/0")).put("associationTypeId", 999);
        assertThat(client.post(TASKS, wrongType).expect(400).at("/context/INVALID_ASSOCIATION_TYPE_ID/0"))
                .isEqualTo("HUBSPOT_DEFINED=999 is not a valid association definition id");
        var wrongWay = task(DUE, friendId);
        ((ObjectNode) wrongWay.at("/associations/0/types/0")).put("associationTypeId", 203);
        client.post(TASKS, wrongWay).expect(400);
        var noType = task(DUE, friendId);
        ((ObjectNode) noType.at("/associations/0")).putArray("types");
        client.post(TASKS, noType).expect(400);
        assertThat(portal.tasks()).isEmpty();
    }

    @Test
    void aBatchIsAllOrNothingUnlessItsRowsAreTraced() {
        var good = task(DUE, friendId);
        var bad = task(due("hs_task_status", "DONE"), friendId);
        client.post(TASKS + "/batch/create", HubSpotClient.inputs(good, bad)).expect(400);
        assertThat(portal.tasks()).isEmpty();
        client.post(TASKS + "/batch/create", HubSpotClient.inputs(good.deepCopy(), task(DUE)))
                .expect(201);
        var mixed = client.post(
                        TASKS + "/batch/create",
                        HubSpotClient.inputs(HubSpotClient.traced(good, "a"), HubSpotClient.traced(bad, "b")))
                .expect(207);
        assertThat(mixed.results()).hasSize(1);
        assertThat(mixed.errors().getFirst().at("/context/objectWriteTraceId/0").asString())
                .isEqualTo("b");
        assertThat(portal.tasks()).hasSize(3);
    }

    @Test
    void aBatchReadsAndUpdatesByRecordId() {
        var one = portal.createTask(DUE, friendId);
        var two = portal.createTask(DUE);
        client.post(
                        TASKS + "/batch/update",
                        HubSpotClient.inputs(
                                row(one.id(), "hs_task_status", "WAITING"), row(two.id(), "hs_task_subject", "Two")))
                .expect(200);
        var read = client.post(
                        TASKS + "/batch/read",
                        Map.of(
                                "inputs",
                                List.of(Map.of("id", "" + one.id()), Map.of("id", "1")),
                                "properties",
                                List.of("hs_task_status")))
                .expect(207);
        assertThat(read.at("/results/0/properties/hs_task_status")).isEqualTo("WAITING");
        assertThat(read.at("/errors/0/context/ids/0")).isEqualTo("1");
        client.post(
                        TASKS + "/batch/update",
                        HubSpotClient.inputs(
                                row(1, "hs_task_status", "WAITING"), row(two.id(), "hs_task_subject", "x")))
                .expect(404);
        assertThat(portal.tasks().get(1).property("hs_task_subject")).contains("Two");
        client.post(TASKS + "/batch/archive", HubSpotClient.inputs(Json.object().put("id", "" + one.id())))
                .expect(204);
        assertThat(client.get(TASKS).expect(200).results()).hasSize(1);
    }

    private static ObjectNode row(long id, String property, String value) {
        var row = Json.object().put("id", "" + id);
        row.putObject("properties").put(property, value);
        return row;
    }

    @Test
    void searchFindsTheOpenTasksOfAContactAfterTheLag() {
        var other = portal.createContact(Map.of("firstname", "Other"));
        portal.searchLag(Duration.ofSeconds(5));
        var open = portal.createTask(due("hs_task_status", "NOT_STARTED"), friendId, other.id());
        portal.createTask(due("hs_task_status", "COMPLETED"), friendId);
        portal.createTask(due("hs_task_status", "NOT_STARTED"), other.id());
        var query = Map.of(
                "filterGroups",
                List.of(Map.of(
                        "filters",
                        List.of(
                                Map.of("propertyName", "associations.contact", "operator", "EQ", "value", friendId),
                                Map.of("propertyName", "hs_task_status", "operator", "NEQ", "value", "COMPLETED")))),
                "properties",
                List.of("hs_task_status"));
        assertThat(client.post(TASKS + "/search", query).expect(200).results()).isEmpty();
        world.clock.advance(Duration.ofSeconds(5));
        var found = client.post(TASKS + "/search", query).expect(200);
        assertThat(found.at("/results/0/id")).isEqualTo("" + open.id());
        assertThat(found.results()).hasSize(1);
        assertThat(found.raw().headers().firstValue("X-HubSpot-RateLimit-Max")).isEmpty();
        portal.archiveTask(open.id());
        world.clock.advance(Duration.ofSeconds(5));
        assertThat(client.post(TASKS + "/search", query).expect(200).results()).isEmpty();
    }

    @Test
    void searchesOfTasksAndContactsShareFiveASecond() {
        for (var i = 0; i < 5; i++) {
            client.post((i % 2 == 0 ? TASKS : HubSpotClient.CONTACTS) + "/search", Map.of())
                    .expect(200);
        }
        var refused = client.post(TASKS + "/search", Map.of()).expect(429);
        assertThat(refused.at("/policyName")).isEqualTo("SECONDLY");
        world.clock.advance(Duration.ofSeconds(1));
        client.post(TASKS + "/search", Map.of("after", "9991", "limit", 10)).expect(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /crm/objects/2026-09/tasks, crm.objects.contacts.read",
        "POST, /crm/objects/2026-09/tasks, crm.objects.contacts.write",
        "POST, /crm/objects/2026-09/0-27/search, crm.objects.contacts.read",
        "POST, /crm/associations/2026-09/contacts/tasks/batch/read, crm.objects.contacts.read",
        "PUT, /crm/objects/2026-09/tasks/1/associations/default/contacts/2, crm.objects.contacts.write",
        "GET, /crm/owners/2026-09, crm.objects.owners.read",
    })
    void aMissingScopeIs403(String method, String path, String scope) {
        var bare = new HubSpotClient(world.hubSpot.url(), portal.addToken(Set.of("oauth")));
        var refused = bare.send(method, path, "", "").expect(403);
        assertThat(refused.at("/errors/0/context/requiredGranularScopes/0")).isEqualTo(scope);
    }

    @Test
    void aLostAnswerLeavesTheTaskThere() {
        world.hubSpot.faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", ".*/tasks", 1, Duration.ZERO));
        assertThatThrownBy(() -> client.post(TASKS, task(DUE, friendId))).isInstanceOf(UncheckedIOException.class);
        assertThat(portal.tasks()).hasSize(1);
        assertThat(portal.traffic().calls("POST tasks")).isEqualTo(1);
    }

    @Test
    void aHandChangesTasksByTheSameRules() {
        var task = portal.createTask(DUE, friendId);
        portal.updateTask(task.id(), Map.of("hs_task_status", "COMPLETED"));
        assertThat(portal.tasks().getFirst().property("hs_task_status")).contains("COMPLETED");
        assertThatThrownBy(() -> portal.updateTask(task.id(), Map.of("hs_task_status", "DONE")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> portal.createTask(DUE, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
