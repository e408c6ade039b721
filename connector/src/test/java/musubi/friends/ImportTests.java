package musubi.friends;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImportTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();

    private final ImportCalls imports = new ImportCalls(WORLD, connection);

    @AfterEach
    void noFaultIsLeft() {
        WORLD.hubspot().faults().clear();
        WORLD.line().faults().clear();
    }

    @Test
    void allFriendsOnLinesListBecomeContacts() {
        imports.silently(2_300);
        var done = imports.ended(imports.startFollowers());
        assertThat(done.path("state").asString()).isEqualTo("DONE");
        ImportCalls.assertCounts(done, 2_300, 2_300, 0, 0, 0);
        assertThat(connection.portal().contacts()).hasSize(2_300);
        assertThat(connection.portal().contacts().getFirst().properties())
                .containsEntry("line_contact_source", "IMPORT")
                .containsEntry("line_follow", "YES")
                .containsKeys("line_user_name", "line_user_picture", "line_id_sync_date", "email");
        var again = imports.ended(imports.startFollowers());
        ImportCalls.assertCounts(again, 2_300, 0, 0, 2_300, 0);
        assertThat(friendsRemembered()).isZero();
    }

    @Test
    void thoseOfAConnectionAreListedTheNewestFirstPartByPart() {
        var other = WORLD.connect();
        for (var day = 1; day <= 5; day++) {
            // two began in the same moment
            past(connection.id(), "2026-11-%02dT00:00:00Z".formatted(day / 2 + 1));
            past(other.id(), "2026-11-20T00:00:00Z");
        }
        var list = "/api/connections/" + connection.id() + "/imports";
        var whole = json(WORLD.api("GET", list, null));
        assertThat(whole.path("items")).hasSize(5);
        assertThat(whole.path("next").isNull()).isTrue();
        assertThat(whole.at("/items/0/startedAt").asString()).startsWith("2026-11-03");
        assertThat(whole.at("/items/4/startedAt").asString()).startsWith("2026-11-01");
        var walked = new ArrayList<String>();
        var next = "";
        do {
            var part = json(WORLD.api("GET", list + "?limit=2&after=" + next, null));
            part.path("items").forEach(one -> walked.add(one.path("id").asString()));
            next = part.path("next").asString("");
        } while (!next.isEmpty());
        assertThat(walked)
                .containsExactlyElementsOf(whole.path("items")
                        .valueStream()
                        .map(one -> one.path("id").asString())
                        .toList());
        assertThat(WORLD.api("GET", list + "?limit=101", null).statusCode()).isEqualTo(400);
        assertThat(WORLD.api("GET", list + "?after=yesterday", null).statusCode())
                .isEqualTo(400);
        assertThat(WORLD.api("GET", "/api/connections/" + UUID.randomUUID() + "/imports", null)
                        .statusCode())
                .isEqualTo(404);
    }

    private static void past(String connectionId, String startedAt) {
        WORLD.database()
                .jdbc()
                .sql("""
                        insert into import (id, connection_id, source, state, walk_ended, started_at, finished_at)
                        values (gen_random_uuid(), ?, 'CSV', 'DONE', true, cast(? as timestamptz), now())
                        """)
                .params(UUID.fromString(connectionId), startedAt)
                .update();
    }

    @Test
    void onAContactThatExistsOnlyNameAndPictureChange() {
        var friend = imports.silently(1).getFirst();
        var before = connection
                .portal()
                .createContact(Map.of(
                        "line_user_id", friend.userId(),
                        "line_user_name", "an old name",
                        "line_follow", "NO"));
        friend.displayName("a new name");
        var done = imports.ended(imports.startFollowers());
        ImportCalls.assertCounts(done, 1, 0, 1, 0, 0);
        assertThat(connection.value(friend, "line_user_name")).isEqualTo("a new name");
        assertThat(connection.value(friend, "line_follow")).isEqualTo("NO");
        assertThat(connection.value(friend, "line_contact_source")).isEmpty();
        assertThat(connection.contact(friend).orElseThrow().id()).isEqualTo(before.id());
    }

    @Test
    void anAccountThatIsNotVerifiedIsToldWhatToDoInstead() {
        connection.channel().verified(false);
        var done = imports.ended(imports.startFollowers());
        assertThat(done.path("state").asString()).isEqualTo("FAILED");
        assertThat(done.path("problem").asString()).contains("verified and premium", "import the file");
    }

    @Test
    void aWalkThatLineNoLongerKnowsStartsAgainWithoutDoingTheWorkTwice() {
        imports.silently(1_500);
        WORLD.line()
                .faults()
                .add(new Fault(
                        "GET",
                        Pattern.compile("/v2/bot/followers/ids"),
                        "",
                        1,
                        Fault.Kind.DELAY,
                        Duration.ZERO,
                        0,
                        Map.of(),
                        ""));
        WORLD.line()
                .faults()
                .add(Fault.answer("GET", "/v2/bot/followers/ids", 1, 400, "{\"message\":\"Invalid start param\"}"));
        var done = imports.ended(imports.startFollowers());
        ImportCalls.assertCounts(done, 1_500, 1_500, 0, 0, 0);
    }

    @Test
    void aTroubleAtLineIsWaitedOut() {
        imports.silently(10);
        WORLD.line().faults().add(Fault.answer("GET", "/v2/bot/followers/ids", 3, 500, "{\"message\":\"no\"}"));
        ImportCalls.assertCounts(imports.ended(imports.startFollowers()), 10, 10, 0, 0, 0);
    }

    @Test
    void anIdLineDoesNotKnowIsImportedAsNotFollowing() {
        var stranger = "U" + "0123456789abcdef".repeat(2);
        imports.ended(imports.csv(stranger.getBytes(StandardCharsets.UTF_8)));
        assertThat(connection
                        .portal()
                        .contactBy("line_user_id", stranger)
                        .orElseThrow()
                        .properties())
                .containsEntry("line_follow", "NO")
                .containsEntry("line_user_name", "LINE友だち");
    }

    @Test
    void itRestsGoesOnAndIsOneAtATime() {
        imports.silently(50);
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        var id = imports.startFollowers();
        assertThat(imports.followers().statusCode()).isEqualTo(409);
        assertThat(imports.post(id, "pause")).isEqualTo(204);
        assertThat(imports.post(id, "pause")).isEqualTo(409);
        assertThat(imports.get(id).path("state").asString()).isEqualTo("PAUSED");
        WORLD.hubspot().faults().clear();
        assertThat(imports.followers().statusCode()).isEqualTo(409);
        // what friends do goes on meanwhile
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        eventually("the live one is there", () -> connection.contact(friend).isPresent());
        assertThat(imports.post(id, "resume")).isEqualTo(204);
        assertThat(imports.ended(id).path("state").asString()).isEqualTo("DONE");
        assertThat(imports.post(id, "cancel")).isEqualTo(409);
    }

    @Test
    void itCanBeCancelled() {
        imports.silently(50);
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        var id = imports.startFollowers();
        eventually("it has begun", () -> imports.get(id).path("found").asInt() == 50);
        assertThat(imports.post(id, "cancel")).isEqualTo(204);
        WORLD.hubspot().faults().clear();
        connection.drained();
        assertThat(imports.get(id).path("state").asString()).isEqualTo("CANCELLED");
        assertThat(connection.portal().contacts()).isEmpty();
    }

    @Test
    void itGoesOnAfterARestart() {
        imports.silently(1_200);
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/contacts/batch/create", 6, 503, ""));
        var id = imports.startFollowers();
        eventually("it has begun", () -> imports.get(id).path("found").asInt() > 0);
        WORLD.stop();
        WORLD.start();
        ImportCalls.assertCounts(imports.ended(id), 1_200, 1_200, 0, 0, 0);
    }

    @Test
    void alsoWithAutoCreateOff() {
        var quiet = WORLD.connect(
                WORLD.hubspot().addPortal(PortalOptions.defaults().callsPerTenSeconds(0)),
                Map.of("options", Map.of("autoCreateContacts", false)));
        quiet.channel().useWebhook(false);
        quiet.channel().crowd(5);
        var answer = WORLD.api("POST", "/api/connections/" + quiet.id() + "/imports", Map.of("source", "followers"));
        ImportCalls.assertCounts(imports.ended(json(answer).path("id").asString()), 5, 5, 0, 0, 0);
    }

    @Test
    void whatIsRefusedIsCountedAndListed() {
        imports.silently(3);
        connection.portal().requireOnCreate(Set.of("firstname"));
        ImportCalls.assertCounts(imports.ended(imports.startFollowers()), 3, 0, 0, 0, 3);
        assertThat(connection.failures()).hasSize(3);
    }

    @Test
    void unknownImportsAndSourcesAreToldSo() {
        assertThat(WORLD.api("GET", "/api/imports/00000000-0000-0000-0000-000000000000", null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(imports.post("00000000-0000-0000-0000-000000000000", "pause"))
                .isEqualTo(404);
        assertThat(WORLD.api("POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "friends"))
                        .statusCode())
                .isEqualTo(400);
    }

    private static long friendsRemembered() {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from origin_friend")
                .query(Long.class)
                .single();
    }
}
