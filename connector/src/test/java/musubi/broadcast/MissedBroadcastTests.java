package musubi.broadcast;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.line.Friend;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What should have gone out long ago goes out only when a person still wants it. */
class MissedBroadcastTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final TestConnection connection = WORLD.connect();
    private final List<Friend> friends = friends();

    @AfterEach
    void nothingGoesOn() {
        WORLD.hubspot().faults().clear();
        WORLD.api("DELETE", "/api/connections/" + connection.id(), null);
    }

    private List<Friend> friends() {
        connection.channel().useWebhook(false);
        return connection.channel().crowd(3);
    }

    /** A broadcast to all of them, sent. */
    private String sent(Map<String, Object> more) {
        var members = friends.stream()
                .map(friend -> connection
                        .portal()
                        .createContact(Map.of(
                                "line_user_id",
                                friend.userId(),
                                "line_follow",
                                "YES",
                                "email",
                                friend.userId().toLowerCase(Locale.ROOT) + "@line.me"))
                        .id())
                .toList();
        var list = Long.toString(
                connection.portal().lists().add("A", ListKind.MANUAL, members).id());
        var body = new HashMap<String, Object>(more);
        body.put("title", "Sale");
        body.put("message", Map.of("bubbles", List.of(Map.of("type", "text", "text", "Hello"))));
        body.put("audience", Map.of("lists", List.of(list)));
        var id = json(WORLD.api("POST", "/api/connections/" + connection.id() + "/broadcasts", body))
                .path("id")
                .asString("");
        assertThat(WORLD.api("POST", "/api/broadcasts/" + id + "/send", null).statusCode())
                .isEqualTo(202);
        return id;
    }

    private JsonNode reaches(String id, String state) {
        eventually(
                "the broadcast is " + state,
                () -> get(id).path("state").asString("").equals(state));
        return get(id);
    }

    private static JsonNode get(String id) {
        return json(WORLD.api("GET", "/api/broadcasts/" + id, null));
    }

    private void connection(String to) {
        WORLD.api("POST", "/api/connections/" + connection.id() + "/" + to, null);
    }

    private void nobodyHasIt() {
        assertThat(friends).allSatisfy(friend -> assertThat(friend.received()).isEmpty());
    }

    private void asksAndThenGoesOn(String id) {
        assertThat(reaches(id, "PAUSED").path("pause").path("reason").asString(""))
                .isEqualTo("MISSED");
        nobodyHasIt();
        WORLD.api("POST", "/api/broadcasts/" + id + "/resume", null);
        reaches(id, "DONE");
        assertThat(friends).allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
    }

    @Test
    void aScheduledOneMissedByMoreThanAQuarterOfAnHourAsks() {
        var at = WORLD.clock().instant().plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        var id = sent(Map.of("at", at.toString()));
        connection("pause");
        WORLD.clock().advance(Duration.ofMinutes(21));
        connection("resume");
        asksAndThenGoesOn(id);
    }

    @Test
    void oneMissedByLessGoesOut() {
        var at = WORLD.clock().instant().plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        var id = sent(Map.of("at", at.toString()));
        connection("pause");
        WORLD.clock().advance(Duration.ofMinutes(15));
        connection("resume");
        reaches(id, "DONE");
        assertThat(friends).allSatisfy(friend -> assertThat(friend.received()).hasSize(1));
    }

    /** So is one of a database that was restored from a back-up, days after everybody got it. */
    @Test
    void oneForNowThatWasInterruptedForDaysAsks() {
        WORLD.hubspot().faults().add(Fault.answer("GET", ".*/memberships.*", -1, 503, ""));
        var id = sent(Map.of());
        reaches(id, "PREPARING");
        WORLD.stop();
        WORLD.hubspot().faults().clear();
        WORLD.clock().advance(Duration.ofDays(2));
        WORLD.start();
        asksAndThenGoesOn(id);
    }

    @Test
    void aPersonPausesWhileItIsPreparedAndItGoesOnWhereItWas() {
        WORLD.hubspot().faults().add(Fault.answer("GET", ".*/memberships.*", 3, 503, ""));
        var id = sent(Map.of());
        assertThat(WORLD.api("POST", "/api/broadcasts/" + id + "/pause", null).statusCode())
                .isEqualTo(204);
        assertThat(reaches(id, "PAUSED").path("pause").path("reason").asString(""))
                .isEqualTo("PERSON");
        WORLD.api("POST", "/api/broadcasts/" + id + "/resume", null);
        var done = reaches(id, "DONE");
        assertThat(done.path("counts").path("recipients").asInt(0)).isEqualTo(3);
        assertThat(done.path("counts").path("leftOut").path("duplicate").asInt(-1))
                .isZero();
    }
}
