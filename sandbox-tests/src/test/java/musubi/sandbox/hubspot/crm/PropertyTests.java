package musubi.sandbox.hubspot.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyTests {

    private static final String PROPERTIES = "/crm/properties/2026-09/contacts";

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPropertyIsCreatedReadChangedAndDeleted() {
        var created = client.post(PROPERTIES, wanted("p1", "string", "text")).expect(201);
        assertThat(created.at("/name")).isEqualTo("p1");
        assertThat(created.json().path("hasUniqueValue").asBoolean(true)).isFalse();
        assertThat(client.get(PROPERTIES + "/p1").expect(200).at("/groupName")).isEqualTo("line");
        assertThat(client.get(PROPERTIES).expect(200).results())
                .hasSize(portal.properties().size());
        client.patch(PROPERTIES + "/p1", Map.of("label", "Other", "hasUniqueValue", true))
                .expect(200);
        var changed = client.get(PROPERTIES + "/p1");
        assertThat(changed.at("/label")).isEqualTo("Other");
        assertThat(changed.json().path("hasUniqueValue").asBoolean(true)).isFalse();
        client.delete(PROPERTIES + "/p1").expect(204);
        assertThat(client.get(PROPERTIES + "/p1").expect(404).at("/category")).isEqualTo("OBJECT_NOT_FOUND");
        client.delete(PROPERTIES + "/email").expect(400);
    }

    @ParameterizedTest
    @CsvSource({
        "datetime, date, 201",
        "number, number, 201",
        "string, textarea, 201",
        "datetime, datetime, 400",
        "date, text, 400",
        "string, select, 400",
        "bool, booleancheckbox, 400",
        "text, text, 400",
    })
    void typeAndFieldTypeMustFit(String type, String fieldType, int status) {
        client.post(PROPERTIES, wanted("p1", type, fieldType)).expect(status);
    }

    @ParameterizedTest
    @CsvSource({"name", "label", "type", "fieldType", "groupName"})
    void fiveFieldsMustBeThere(String field) {
        var body = new LinkedHashMap<>(wanted("p1", "string", "text"));
        body.remove(field);
        assertThat(client.post(PROPERTIES, body).expect(400).at("/message"))
                .isEqualTo(
                        "Invalid input JSON on line 1, column 1. Some required fields were not set: [" + field + "]");
    }

    @Test
    void aBoolNeedsItsTwoOptions() {
        var body = new LinkedHashMap<>(wanted("p1", "bool", "booleancheckbox"));
        body.put("options", List.of(Map.of("label", "Yes", "value", "true"), Map.of("label", "No", "value", "false")));
        client.post(PROPERTIES, body).expect(201);
    }

    @Test
    void oneThatIsThereIs409Or400() {
        assertThat(client.post(PROPERTIES, wanted("line_user_name", "string", "text"))
                        .expect(409)
                        .at("/category"))
                .isEqualTo("CONFLICT");
        portal.propertyConflictStatus(400);
        assertThat(client.post(PROPERTIES, wanted("line_user_name", "string", "text"))
                        .expect(400)
                        .at("/category"))
                .isEqualTo("OBJECT_ALREADY_EXISTS");
    }

    @Test
    void aBatchMakesThoseItCanAndListsTheOthers() {
        var reply = client.post(
                        PROPERTIES + "/batch/create",
                        Map.of(
                                "inputs",
                                List.of(
                                        wanted("p1", "string", "text"),
                                        wanted("line_user_name", "string", "text"),
                                        wanted("p2", "string", "text"))))
                .expect(207);
        assertThat(reply.results()).hasSize(2);
        assertThat(reply.errors().getFirst().at("/context/name/0").asString()).isEqualTo("line_user_name");
        var read = Map.of("inputs", List.of(Map.of("name", "p1"), Map.of("name", "p3")));
        assertThat(client.post(PROPERTIES + "/batch/read", read).expect(207).results())
                .hasSize(1);
        client.post(
                        PROPERTIES + "/batch/archive",
                        Map.of("inputs", List.of(Map.of("name", "p1"), Map.of("name", "p2"))))
                .expect(204);
        assertThat(portal.properties()).noneMatch(property -> property.name().startsWith("p1"));
    }

    @Test
    void tenPropertiesCanBeUnique() {
        for (var at = 2; at <= 10; at++) {
            client.post(PROPERTIES, unique("unique_" + at)).expect(201);
        }
        client.post(PROPERTIES, unique("unique_11")).expect(400);
        client.delete(PROPERTIES + "/unique_2").expect(204);
        client.post(PROPERTIES, unique("unique_11")).expect(201);
        client.upsert(HubSpotClient.row("unique_11", "x", Map.of())).expect(200);
        var limits = client.get("/crm/limits/2026-09/custom-properties").expect(200);
        assertThat(limits.json().at("/byObjectType/0/usage").asInt()).isEqualTo(17);
        assertThat(limits.json().at("/byObjectType/0/limit").asInt()).isEqualTo(1_000);
    }

    @Test
    void aGroupMustBeThereBeforeItsProperties() {
        var body = new LinkedHashMap<>(wanted("p1", "string", "text"));
        body.put("groupName", "mine");
        client.post(PROPERTIES, body).expect(400);
        client.post(PROPERTIES + "/groups", Map.of("name", "mine")).expect(400);
        client.post(PROPERTIES + "/groups", Map.of("name", "mine", "label", "Mine"))
                .expect(201);
        client.post(PROPERTIES + "/groups", Map.of("name", "mine", "label", "Mine"))
                .expect(409);
        client.post(PROPERTIES, body).expect(201);
        assertThat(client.get(PROPERTIES + "/groups/mine").expect(200).at("/label"))
                .isEqualTo("Mine");
        assertThat(client.get(PROPERTIES + "/groups").expect(200).results()).hasSize(3);
        client.get(PROPERTIES + "/groups/other").expect(404);
    }

    private static Map<String, Object> wanted(String name, String type, String fieldType) {
        return Map.of("name", name, "label", name, "type", type, "fieldType", fieldType, "groupName", "line");
    }

    private static Map<String, Object> unique(String name) {
        var body = new LinkedHashMap<>(wanted(name, "string", "text"));
        body.put("hasUniqueValue", true);
        return body;
    }
}
