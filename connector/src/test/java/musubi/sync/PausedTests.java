package musubi.sync;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.inbox.ImportJobs;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A connection that a person lets rest: what happens on LINE is kept, and nothing is done until it goes on. */
class PausedTests {

    private static final String FOLLOWERS = "/v2/bot/followers/ids";

    private static final String PROFILE = "GET /v2/bot/profile/{userId}";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestConnection connected = WORLD.connect();
    /** On the same portal, so that the same worker does both. */
    private final TestConnection other = WORLD.connect(connected.portal(), Map.of());

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
    }

    @Test
    void whatFriendsDoIsKeptOverARestartAndAppliedOnceInOrder() {
        var known = connected.channel().newUser("花子");
        known.follow();
        connected.drained();
        pause();
        connected.portal().traffic().reset();
        var profiles = connected.channel().traffic().calls(PROFILE);
        var sakura = connected.channel().newUser("さくら");
        var taro = connected.channel().newUser("太郎");
        var followed = sakura.follow();
        taro.follow();
        taro.write("こんにちは");
        known.block();
        connected.channel().again(followed, true);
        othersGoOn("before");
        assertThat(connected.channel().webhooks().acknowledged()).isEqualTo(6);
        assertThat(pending()).isEqualTo(4);

        WORLD.stop();
        WORLD.start();
        connected.pointWebhooksHere();
        other.pointWebhooksHere();
        sakura.write("まだですか");
        othersGoOn("after");
        assertThat(connected.connection().path("paused").asBoolean(false)).isTrue();
        assertThat(pending()).isEqualTo(5);
        assertThat(connected.portal().contacts()).hasSize(3);
        assertThat(connected.value(known, "line_follow")).isEqualTo("YES");
        // the two friends of the other account: read, written, and a profile each
        assertThat(connected.callsForEvents()).isEqualTo(4);
        assertThat(other.channel().traffic().calls(PROFILE)).isEqualTo(2);
        assertThat(connected.channel().traffic().calls(PROFILE)).isEqualTo(profiles);

        resume();
        connected.drained();
        assertThat(connected.portal().contacts().stream()
                        .map(Contact::properties)
                        .filter(properties -> properties.containsKey("line_user_id"))
                        .map(properties -> properties.get("line_user_id")))
                .containsExactlyInAnyOrder(known.userId(), sakura.userId(), taro.userId());
        assertThat(connected.value(sakura, "line_last_reply_message")).isEqualTo("まだですか");
        assertThat(connected.value(taro, "line_last_reply_message")).isEqualTo("こんにちは");
        assertThat(connected.value(taro, "line_contact_source")).isEqualTo("FOLLOW");
        assertThat(connected.value(known, "line_follow")).isEqualTo("NO");
        assertThat(connected.contact(sakura).orElseThrow().writes()).isEqualTo(1);
        assertThat(connected.failures()).isEmpty();
    }

    @Test
    void anImportStandsStillAndGoesOnToItsEndWithTheRightCounts() {
        var friends = silently(50);
        WORLD.line().faults().add(Fault.answer("GET", FOLLOWERS, -1, 503, "{\"message\":\"no\"}"));
        var id = json(followers(connected)).path("id").asString();
        eventually("it has begun", () -> !imported(id).path("problem").isNull());
        pause();
        WORLD.line().faults().clear();
        // a page of the list that came in at that very moment
        WORLD.bean(TransactionTemplate.class)
                .executeWithoutResult(ignored -> WORLD.bean(ImportJobs.class)
                        .append(
                                UUID.fromString(id),
                                UUID.fromString(connected.id()),
                                friends.subList(0, 20).stream()
                                        .map(Friend::userId)
                                        .toList(),
                                Payload.imported(Instant.now())));
        connected.portal().traffic().reset();
        var another = json(followers(other)).path("id").asString();
        eventually(
                "the other account's import ends",
                () -> imported(another).path("state").asString().equals("DONE"));
        othersGoOn("meanwhile");
        var still = imported(id);
        assertThat(still.path("state").asString()).isEqualTo("RUNNING");
        assertThat(still.path("problem").asString()).startsWith("The connection is paused.");
        assertThat(still.path("found").asInt()).isEqualTo(20);
        assertThat(pending()).isEqualTo(20);
        assertThat(connected.portal().contacts()).hasSize(1);
        var refused = followers(connected);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("detail").asString()).contains("paused", "resumed");

        resume();
        eventually(
                "the import ends", () -> imported(id).path("state").asString().equals("DONE"));
        var done = imported(id);
        assertThat(done.path("created").asInt()).isEqualTo(friends.size());
        assertThat(done.path("found").asInt()).isEqualTo(friends.size());
        assertThat(done.path("problem").isNull()).isTrue();
    }

    @Test
    void whatWaitsForLongStaysKnownAgainstRepeats() {
        var sakura = connected.channel().newUser("さくら");
        pause();
        var followed = sakura.follow();
        taken();
        daysPass("inbox", "received_at");
        daysPass("seen_event", "seen_at");
        WORLD.bean(Housekeeping.class).forget();
        connected.channel().again(followed, true);
        taken();
        assertThat(pending()).isEqualTo(1);
        resume();
        connected.drained();
        WORLD.bean(Housekeeping.class).forget();
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select count(*) from seen_event where connection_id = ?")
                        .param(UUID.fromString(connected.id()))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aBlockIsRememberedForAFollowThatWaitedForLong() {
        var sakura = connected.channel().newUser("さくら");
        var now = Instant.now();
        sakura.at(now).block();
        connected.drained();
        pause();
        sakura.at(now.minusSeconds(5)).follow();
        taken();
        daysPass("inbox", "received_at");
        daysPass("blocked", "noted_at");
        WORLD.bean(Housekeeping.class).forget();
        resume();
        connected.drained();
        assertThat(connected.value(sakura, "line_follow")).isEqualTo("NO");
    }

    @Test
    void itsGaugeTellsWhyThingsWaitAndItCanBeDeleted() {
        pause();
        connected.channel().newUser("さくら").follow();
        taken();
        WORLD.bean(Housekeeping.class).measure();
        assertThat(WORLD.api("GET", "/actuator/prometheus", null).body())
                .contains(
                        "musubi_connection_paused{connection=\"%s\"} 1.0".formatted(connected.id()),
                        "musubi_connection_paused{connection=\"%s\"} 0.0".formatted(other.id()),
                        "musubi_inbox_pending{connection=\"%s\"} 1.0".formatted(connected.id()));
        assertThat(WORLD.api("DELETE", "/api/connections/" + connected.id(), null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select count(*) from inbox where connection_id = ?")
                        .param(UUID.fromString(connected.id()))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** As if all that is in there now had come four days ago. */
    private void daysPass(String table, String column) {
        WORLD.database()
                .jdbc()
                .sql("update %s set %s = now() - interval '4 days' where connection_id = ?".formatted(table, column))
                .param(UUID.fromString(connected.id()))
                .update();
    }

    /** A friend of the other account becomes a contact: the worker has looked at both. */
    private void othersGoOn(String name) {
        taken();
        var friend = other.channel().newUser(name);
        friend.follow();
        other.drained();
        assertThat(other.portal().contactBy("line_user_id_2", friend.userId())).isPresent();
    }

    /** What was sent is on disk. */
    private void taken() {
        connected.channel().awaitWebhooks(Duration.ofSeconds(10));
    }

    private int pending() {
        return connected.backlog().path("pending").asInt(-1);
    }

    private void pause() {
        act("pause");
    }

    private void resume() {
        act("resume");
    }

    private void act(String what) {
        assertThat(WORLD.api("POST", "/api/connections/" + connected.id() + "/" + what, null)
                        .statusCode())
                .isEqualTo(204);
    }

    /** Friends of whom no webhook came. */
    private List<Friend> silently(int count) {
        connected.channel().useWebhook(false);
        var friends = connected.channel().crowd(count);
        connected.channel().useWebhook(true);
        return friends;
    }

    private static HttpResponse<String> followers(TestConnection of) {
        return WORLD.api("POST", "/api/connections/" + of.id() + "/imports", Map.of("source", "followers"));
    }

    private static JsonNode imported(String id) {
        return json(WORLD.api("GET", "/api/imports/" + id, null));
    }
}
