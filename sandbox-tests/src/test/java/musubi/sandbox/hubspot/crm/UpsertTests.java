package musubi.sandbox.hubspot.crm;

import static musubi.sandbox.hubspot.HubSpotClient.row;
import static musubi.sandbox.hubspot.HubSpotClient.traced;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class UpsertTests {

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anUpsertCreatesThenUpdatesTheSameContact() {
        var created = client.upsert(row("U1", Map.of("email", "U1@Line.me", "line_user_name", "Aki")))
                .expect(200);
        assertThat(created.at("/status")).isEqualTo("COMPLETE");
        assertThat(created.json().has("numErrors")).isFalse();
        var first = created.results().getFirst();
        assertThat(first.path("new").asBoolean()).isTrue();
        assertThat(first.at("/properties/email").asString()).isEqualTo("u1@line.me");
        assertThat(first.at("/properties/line_user_id").asString()).isEqualTo("U1");
        assertThat(first.at("/properties/lifecyclestage").asString()).isEqualTo("lead");

        var updated =
                client.upsert(row("U1", Map.of("line_user_name", "Aki B"))).expect(200);
        var second = updated.results().getFirst();
        assertThat(second.path("new").asBoolean(true)).isFalse();
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(second.at("/properties/email").asString()).isEqualTo("u1@line.me");
        assertThat(portal.contacts()).singleElement().satisfies(contact -> {
            assertThat(contact.writes()).isEqualTo(2);
            assertThat(contact.updatedAt()).isAfter(contact.createdAt());
            assertThat(contact.property("line_user_name")).contains("Aki B");
        });
    }

    @Test
    void resultsComeInAnotherOrderThanTheInputs() {
        var rows =
                IntStream.range(0, 100).mapToObj(at -> row("U" + at, Map.of())).toArray(ObjectNode[]::new);
        var names = client.upsert(rows).expect(200).results().stream()
                .map(result -> result.at("/properties/line_user_id").asString())
                .toList();
        var inOrder = IntStream.range(0, 100).mapToObj(at -> "U" + at).toList();
        assertThat(names).isNotEqualTo(inOrder).containsExactlyInAnyOrderElementsOf(inOrder);
    }

    @Test
    void moreThanAHundredRowsAreRefused() {
        var rows =
                IntStream.range(0, 101).mapToObj(at -> row("U" + at, Map.of())).toArray(ObjectNode[]::new);
        assertThat(client.upsert(rows).expect(400).at("/category")).isEqualTo("VALIDATION_ERROR");
        assertThat(portal.contacts()).isEmpty();
        client.upsert().expect(400);
    }

    @Test
    void duplicateIdsMakeABatchFailAlsoWithTraceIds() {
        var reply = client.upsert(
                        traced(row("U1", Map.of()), "a"),
                        traced(row("U2", Map.of()), "b"),
                        traced(row("U1", Map.of()), "c"))
                .expect(400);
        assertThat(reply.at("/message")).isEqualTo("Duplicate IDs found in batch input: [U1]. IDs must be unique");
        assertThat(reply.at("/context/ids/0")).isEqualTo("U1");
        assertThat(reply.at("/category")).isEqualTo("VALIDATION_ERROR");
        assertThat(portal.contacts()).isEmpty();
        client.upsert(row("email", "A@b.com", Map.of()), row("email", "a@B.com", Map.of()))
                .expect(400);
    }

    @Test
    void theIdPropertyMustBeUnique() {
        for (var name : List.of("line_user_name", "nowhere", "hs_object_id")) {
            assertThat(client.upsert(row(name, "x", Map.of())).expect(400).at("/message"))
                    .isEqualTo("Unable to perform update/upsert by non-unique 0-1 property %s in portal ID %d"
                            .formatted(name, portal.id()));
        }
        var without = row("U1", Map.of());
        without.remove("idProperty");
        client.upsert(without).expect(400);
    }

    @Test
    void eachRowHasItsOwnIdProperty() {
        client.upsert(row("U1", Map.of()), row("email", "b@example.com", Map.of()))
                .expect(200);
        assertThat(portal.contacts()).hasSize(2);
    }

    @Test
    void withATraceIdOnEveryRowTheBadRowsAreListedAndTheGoodOnesWritten() {
        var reply = client.upsert(
                        traced(row("U1", Map.of()), "a"),
                        traced(row("U2", Map.of("line_follow", "yes", "nope", "1")), "b"),
                        traced(row("U3", Map.of()), "c"))
                .expect(207);
        assertThat(reply.json().path("numErrors").asInt()).isEqualTo(1);
        assertThat(reply.results())
                .hasSize(2)
                .allSatisfy(row ->
                        assertThat(row.path("objectWriteTraceId").asString()).isIn("a", "c"));
        var error = reply.errors().getFirst();
        assertThat(error.path("status").asString()).isEqualTo("error");
        assertThat(error.path("category").asString()).isEqualTo("VALIDATION_ERROR");
        assertThat(error.at("/context/objectWriteTraceId/0").asString()).isEqualTo("b");
        assertThat(error.path("message").asString())
                .startsWith("Property values were not valid: [{")
                .contains("\"error\":\"INVALID_OPTION\"", "\"error\":\"PROPERTY_DOESNT_EXIST\"");
        assertThat(portal.contacts()).hasSize(2);
    }

    @Test
    void withoutATraceIdOnEveryRowOneBadRowRefusesAll() {
        var bad = row("U2", Map.of("nope", "1"));
        for (var rows : List.of(
                new ObjectNode[] {row("U1", Map.of()), bad.deepCopy()},
                new ObjectNode[] {traced(row("U1", Map.of()), "a"), bad.deepCopy()},
                new ObjectNode[] {traced(row("U1", Map.of()), "a"), traced(bad.deepCopy(), "a")})) {
            var reply = client.upsert(rows).expect(400);
            assertThat(reply.at("/errors/0/code")).isEqualTo("PROPERTY_DOESNT_EXIST");
            assertThat(reply.at("/errors/0/context/propertyName/0")).isEqualTo("nope");
        }
        assertThat(portal.contacts()).isEmpty();
        client.upsert(row("U1", Map.of())).expect(200);
        client.upsert(row("U1", Map.of("line_user_name", "new")), bad).expect(400);
        assertThat(portal.contactBy("line_user_id", "U1").orElseThrow().property("line_user_name"))
                .isEmpty();
        assertThat(portal.contacts().getFirst().writes()).isEqualTo(1);
    }

    @Test
    void anUpsertByEmailIsNeverPartial() {
        client.upsert(row("U1", Map.of("email", "a@example.com", "line_user_name", "A")))
                .expect(200);
        var partial = client.upsert(
                        traced(row("email", "a@example.com", Map.of("city", "Kyoto")), "a"),
                        traced(row("email", "b@example.com", Map.of()), "b"))
                .expect(400);
        assertThat(partial.at("/message")).contains("Partial upserts");
        client.upsert(row(
                        "email", "a@example.com", Map.of("city", "Kyoto", "line_user_id", "U1", "line_user_name", "A")))
                .expect(200);
        assertThat(portal.contacts()).hasSize(1);
    }

    @Test
    void traceIdsCanBeLeftOutOfTheResults() {
        portal.traceIdsInResults(false);
        var reply = client.upsert(traced(row("U1", Map.of()), "a")).expect(200);
        assertThat(reply.results().getFirst().has("objectWriteTraceId")).isFalse();
    }

    @Test
    void concurrentUpsertsOfOneIdMakeOneContact() throws Exception {
        portal.rateLimit(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (var at = 0; at < 40; at++) {
                tasks.add(() -> client.upsert(row("U1", Map.of("email", "u1@line.me")))
                        .expect(200)
                        .results()
                        .getFirst()
                        .path("new")
                        .asBoolean());
            }
            var made = 0;
            for (var done : threads.invokeAll(tasks)) {
                made += done.get() ? 1 : 0;
            }
            assertThat(made).isOne();
        }
        assertThat(portal.contacts())
                .singleElement()
                .satisfies(contact -> assertThat(contact.writes()).isEqualTo(40));
    }
}
