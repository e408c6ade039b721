package musubi.friends;

import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.sandbox.http.Fault;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** LINE, when it does not give its list, is asked less and less often; the import says when. */
class ImportWaitTests {

    private static final String LIST = "/v2/bot/followers/ids";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final TestWorld.TestConnection connection = WORLD.connect();

    @AfterEach
    void noFaultIsLeft() {
        WORLD.line().faults().clear();
    }

    @ParameterizedTest
    @CsvSource({"401, UNAUTHORIZED", "429, LINE_AWAY", "500, LINE_AWAY"})
    void eachFailureInARowMakesTheWaitLonger(int status, String problem) {
        refuse(status);
        var id = start();
        for (var failures = 1; failures <= 9; failures++) {
            var expected = failures;
            eventually("failure " + failures, () -> failedCalls(id) >= expected);
            WORLD.clock()
                    .advance(Duration.between(WORLD.clock().instant(), nextTry(id))
                            .plusMillis(1));
        }
        eventually("the last one", () -> failedCalls(id) >= 10);
        var told = get(id);
        assertThat(told.path("problemCode").asString()).isEqualTo(problem);
        assertThat(Duration.between(WORLD.clock().instant(), nextTry(id)))
                .isBetween(Duration.ofMinutes(4), ImportWait.MAX_WAIT);

        // meanwhile everything else goes on, and LINE is not asked for this one
        var calls = calls();
        WORLD.line().faults().clear();
        var other = WORLD.connect();
        var second = json(WORLD.api(
                        "POST", "/api/connections/" + other.id() + "/imports", Map.of("source", "followers")))
                .path("id")
                .asString();
        eventually(
                "the other one is done",
                () -> get(second).path("state").asString().equals("DONE"));
        assertThat(calls()).isEqualTo(calls);

        WORLD.clock().advance(ImportWait.MAX_WAIT);
        eventually("it is done", () -> get(id).path("state").asString().equals("DONE"));
        assertThat(get(id).path("nextTryAt").isNull()).isTrue();
    }

    @Test
    void aChangeOfTheConnectionEndsTheWait() {
        refuse(401);
        var id = start();
        eventually("it waits", () -> failedCalls(id) >= 1);
        WORLD.database()
                .jdbc()
                .sql("update import set next_try_at = cast(? as timestamptz) where id = ?")
                .params(WORLD.clock().instant().plus(1, ChronoUnit.DAYS).toString(), UUID.fromString(id))
                .update();
        WORLD.line().faults().clear();
        WORLD.bean(Connections.class).report(UUID.fromString(connection.id()), new Problem(ProblemCode.WEBHOOK_OFF));
        eventually("it is done", () -> get(id).path("state").asString().equals("DONE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "<html>A gateway's page</html>"})
    void anAnswerWithoutAListIsNoEmptyList(String body) {
        connection.channel().useWebhook(false);
        connection.channel().crowd(3);
        WORLD.line().faults().add(Fault.answer("GET", LIST, 1, 200, body));
        var id = start();
        eventually("it is done", () -> get(id).path("state").asString().equals("DONE"));
        assertThat(get(id).path("found").asInt()).isEqualTo(3);
    }

    private static void refuse(int status) {
        WORLD.line().faults().add(Fault.answerAfter("GET", LIST, -1, status, "{\"message\":\"no\"}"));
    }

    private long calls() {
        return connection.channel().traffic().calls("GET " + LIST);
    }

    private String start() {
        return json(WORLD.api(
                        "POST", "/api/connections/" + connection.id() + "/imports", Map.of("source", "followers")))
                .path("id")
                .asString();
    }

    private static JsonNode get(String id) {
        return json(WORLD.api("GET", "/api/imports/" + id, null));
    }

    private static Instant nextTry(String id) {
        return Instant.parse(get(id).path("nextTryAt").asString());
    }

    private static int failedCalls(String id) {
        return WORLD.database()
                .jdbc()
                .sql("select failed_calls from import where id = ?")
                .param(UUID.fromString(id))
                .query(Integer.class)
                .single();
    }
}
