package musubi.sandbox.hubspot.crm;

import static musubi.sandbox.hubspot.HubSpotClient.CONTACTS;
import static musubi.sandbox.hubspot.HubSpotClient.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ContactTests {

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;
    private final Contact known = portal.createContact(Map.of("email", "a@example.com", "line_user_id", "U1"));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aBatchReadGivesWhatIsThereAndNamesTheRestWith207() {
        portal.createContact(Map.of("line_user_id", "U2"));
        var reply = client.read(
                        List.of("line_user_name", "line_user_id", "unheard_of"), "line_user_id", "U2", "U3", "U1", "U4")
                .expect(207);
        assertThat(reply.results()).hasSize(2).allSatisfy(row -> {
            assertThat(names(row))
                    .containsExactly(
                            "createdate", "hs_object_id", "lastmodifieddate", "line_user_id", "line_user_name");
            assertThat(row.at("/properties/line_user_name").isNull()).isTrue();
            assertThat(row.path("id").asString())
                    .isEqualTo(row.at("/properties/hs_object_id").asString());
        });
        assertThat(reply.json().path("numErrors").asInt()).isEqualTo(1);
        var error = reply.errors().getFirst();
        assertThat(error.path("category").asString()).isEqualTo("OBJECT_NOT_FOUND");
        assertThat(error.at("/context/ids").toString()).isEqualTo("[\"U3\",\"U4\"]");
        client.read(List.of(), "email", "A@EXAMPLE.COM").expect(200);
    }

    @Test
    void aBatchReadByRecordIdNeedsNoPropertyAndByANonUniqueOneIsRefused() {
        var body = inputs(Json.object().put("id", Long.toString(known.id())));
        var reply = client.post("/crm/v3/objects/0-1/batch/read", body).expect(200);
        assertThat(names(reply.results().getFirst()))
                .containsExactly("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname");
        client.read(List.of(), "firstname", "A").expect(400);
        client.read(List.of(), "line_user_id", "U1", "U1").expect(400);
        var many = new String[101];
        for (var at = 0; at < many.length; at++) {
            many[at] = "U" + at;
        }
        client.read(List.of(), "line_user_id", many).expect(400);
    }

    @Test
    void aContactIsCreatedReadChangedAndArchived() {
        var created = client.post(CONTACTS, Map.of("properties", Map.of("firstname", "Aki")))
                .expect(201);
        var id = created.at("/id");
        assertThat(created.header("Location")).endsWith("/contacts/" + id);
        assertThat(created.at("/createdAt")).isEqualTo("2026-11-24T03:00:00Z");
        assertThat(created.at("/properties/hs_all_contact_vids")).isEqualTo(id);

        world.clock.advance(Duration.ofMillis(1_500));
        var changed = client.patch(CONTACTS + "/" + id, Map.of("properties", Map.of("city", "Kyoto")))
                .expect(200);
        assertThat(changed.at("/properties/lastmodifieddate")).isEqualTo("2026-11-24T03:00:01.500Z");
        assertThat(client.get(CONTACTS + "/" + id + "?properties=city,nope").at("/properties/city"))
                .isEqualTo("Kyoto");
        assertThat(client.get(CONTACTS + "/" + id + "?properties=city&properties=firstname")
                        .at("/properties/city"))
                .isEqualTo("Kyoto");

        client.delete(CONTACTS + "/" + id).expect(204);
        client.delete(CONTACTS + "/" + id).expect(204);
        client.patch(CONTACTS + "/" + id, Map.of("properties", Map.of("city", "Nara")))
                .expect(404);
        var gone = client.get(CONTACTS + "/" + id).expect(404);
        assertThat(gone.at("/message")).isEqualTo("resource not found");
        assertThat(gone.json().has("category")).isFalse();
        var archived = client.get(CONTACTS + "/" + id + "?archived=true").expect(200);
        assertThat(archived.json().path("archived").asBoolean()).isTrue();
        assertThat(archived.json().has("archivedAt")).isTrue();
        portal.restore(Long.parseLong(id));
        client.get(CONTACTS + "/" + id).expect(200);
        assertThat(client.get(CONTACTS + "/abc").expect(404).at("/category")).isEqualTo("OBJECT_NOT_FOUND");
    }

    @Test
    void aContactIsFoundByAUniqueProperty() {
        assertThat(client.get(CONTACTS + "/A%40example.com?idProperty=email")
                        .expect(200)
                        .at("/id"))
                .isEqualTo(Long.toString(known.id()));
        client.patch(CONTACTS + "/U1?idProperty=line_user_id", Map.of("properties", Map.of("city", "Kyoto")))
                .expect(200);
        client.get(CONTACTS + "/U9?idProperty=line_user_id").expect(404);
        client.get(CONTACTS + "/U1?idProperty=city").expect(400);
    }

    @Test
    void theListIsPaged() {
        for (var at = 0; at < 6; at++) {
            portal.createContact(Map.of("firstname", "F" + at));
        }
        portal.archive(known.id());
        var ids = new TreeSet<String>();
        var path = CONTACTS + "?limit=4";
        var first = client.get(path).expect(200);
        assertThat(first.results()).hasSize(4);
        first.results().forEach(row -> ids.add(row.path("id").asString()));
        var second =
                client.get(path + "&after=" + first.at("/paging/next/after")).expect(200);
        second.results().forEach(row -> ids.add(row.path("id").asString()));
        assertThat(second.json().has("paging")).isFalse();
        assertThat(ids).hasSize(6);
        assertThat(client.get(CONTACTS + "?archived=true").results()).hasSize(1);
        client.get(CONTACTS + "?limit=101").expect(400);
    }

    @Test
    void aBatchUpdateGoesByRecordIdAndNamesWhatIsMissing() {
        var reply = client.post(
                        CONTACTS + "/batch/update",
                        inputs(
                                HubSpotClient.traced(update(known.id(), Map.of("city", "Kyoto")), "a"),
                                HubSpotClient.traced(update(1, Map.of("city", "Nara")), "b")))
                .expect(207);
        assertThat(reply.results()).hasSize(1);
        var context = reply.errors().getFirst().path("context");
        assertThat(context.at("/ids/0").asString()).isEqualTo("1");
        assertThat(context.at("/objectWriteTraceId/0").asString()).isEqualTo("b");
        assertThat(portal.contact(known.id()).orElseThrow().property("city")).contains("Kyoto");
    }

    @Test
    void aBatchCreatesAndArchives() {
        var created = client.post(
                        CONTACTS + "/batch/create",
                        Map.of("inputs", List.of(properties("b@example.com"), properties("c@example.com"))))
                .expect(201);
        assertThat(created.results()).hasSize(2);
        assertThat(client.post(
                                CONTACTS + "/batch/create",
                                Map.of("inputs", List.of(properties("d@example.com"), properties("a@example.com"))))
                        .expect(409)
                        .at("/message"))
                .isEqualTo("Contact already exists. Existing ID: " + known.id());
        assertThat(portal.contacts()).hasSize(3);
        var ids = new ArrayList<Map<String, String>>();
        portal.contacts().forEach(contact -> ids.add(Map.of("id", Long.toString(contact.id()))));
        client.post(CONTACTS + "/batch/archive", Map.of("inputs", ids)).expect(204);
        assertThat(portal.contacts()).hasSize(3).allMatch(Contact::archived);
    }

    @Test
    void aMergeMakesANewRecordToWhichTheOldIdsLead() {
        var real = portal.createContact(Map.of("email", "real@example.com", "city", "Kyoto", "line_user_id", "U2"));
        var reply = client.post(
                        CONTACTS + "/merge",
                        Map.of(
                                "primaryObjectId",
                                Long.toString(real.id()),
                                "objectIdToMerge",
                                Long.toString(known.id())))
                .expect(200);
        var id = reply.at("/id");
        assertThat(id).isNotIn(Long.toString(real.id()), Long.toString(known.id()));
        assertThat(reply.at("/properties/email")).isEqualTo("real@example.com");
        assertThat(reply.at("/properties/line_user_id")).isEqualTo("U2");
        assertThat(reply.at("/properties/hs_additional_emails")).isEqualTo("a@example.com");
        assertThat(reply.at("/properties/hs_merged_object_ids")).isEqualTo(real.id() + ";" + known.id());
        assertThat(reply.at("/properties/hs_calculated_merged_vids")).matches("\\d+:\\d+;\\d+:\\d+");
        assertThat(client.get(CONTACTS + "/" + known.id()).expect(200).at("/id"))
                .isEqualTo(id);
        assertThat(client.read(List.of(), "email", "a@example.com").expect(200).at("/results/0/id"))
                .isEqualTo(id);
        assertThat(portal.contacts()).hasSize(1);
        assertThat(portal.contactBy("line_user_id", "U1")).isEmpty();
        client.upsert(HubSpotClient.row("U1", Map.of())).expect(200);
    }

    @Test
    void aMergeKeepsThePrimaryIdWhereThePortalDoesSo() {
        portal.mergeKeepsPrimaryId(true);
        var other = portal.createContact(Map.of("email", "b@example.com", "city", "Kyoto"));
        var merged = portal.merge(known.id(), other.id());
        assertThat(merged.id()).isEqualTo(known.id());
        assertThat(merged.property("city")).contains("Kyoto");
        assertThat(portal.contact(other.id()).orElseThrow().id()).isEqualTo(known.id());
        client.post(
                        CONTACTS + "/merge",
                        Map.of(
                                "primaryObjectId",
                                Long.toString(known.id()),
                                "objectIdToMerge",
                                Long.toString(other.id())))
                .expect(400);
        client.post(CONTACTS + "/merge", Map.of("primaryObjectId", "1", "objectIdToMerge", "2"))
                .expect(404);
    }

    @Test
    void aProfileHasAtMost250Identities() {
        var many = new StringBuilder();
        for (var at = 0; at < 248; at++) {
            many.append(";n").append(at).append("@example.com");
        }
        portal.update(known.id(), Map.of("hs_additional_emails", many.toString()));
        var other = portal.createContact(Map.of("email", "b@example.com"));
        var reply = client.post(
                        CONTACTS + "/merge",
                        Map.of(
                                "primaryObjectId",
                                Long.toString(known.id()),
                                "objectIdToMerge",
                                Long.toString(other.id())))
                .expect(414);
        assertThat(reply.at("/message")).isEqualTo("Cannot have more than 250 identities on a profile");
        assertThat(portal.contacts()).hasSize(2);
    }

    private static ObjectNode update(long id, Map<String, String> values) {
        var row = Json.object().put("id", Long.toString(id));
        values.forEach(row.putObject("properties")::put);
        return row;
    }

    private static Map<String, Object> properties(String email) {
        return Map.of("properties", Map.of("email", email));
    }

    private static List<String> names(JsonNode row) {
        return row.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
