package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.scenario.ScenarioWorld;
import musubi.testing.TestWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A step whose saved message was deleted holds its people, and operators are told, until the scenario is edited. */
class MissingMessageTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final ScenarioWorld it = new ScenarioWorld(WORLD);
    private final String connection = "/api/connections/" + it.connection().id();

    @AfterEach
    void nothingGoesOn() {
        WORLD.api("DELETE", connection, null);
    }

    private static JsonNode call(String method, String path, @Nullable Object body, int status) {
        var answer = WORLD.api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? MissingNode.getInstance() : TestWorld.json(answer);
    }

    private String saved(String text) {
        var message = Map.of("name", text, "bubbles", List.of(Map.of("type", "text", "text", text)));
        return call("POST", connection + "/messages", message, 201).path("id").asString("");
    }

    private static Map<String, Object> scenario(Map<String, Object> trigger, String messageId) {
        return Map.of(
                "name",
                "ようこそ",
                "trigger",
                trigger,
                "steps",
                List.of(Map.of("key", "one", "wait", "PT1H", "messageId", messageId)));
    }

    private List<String> problems() {
        return call("GET", connection, null, 200)
                .path("problems")
                .valueStream()
                .map(problem -> problem.path("code").asString(""))
                .toList();
    }

    @Test
    void itIsToldAndAnEditLetsPeopleGoOnAtOnce() {
        var manual = Map.<String, Object>of("kind", "MANUAL");
        var gone = saved("一");
        var id = call("POST", connection + "/scenarios", scenario(manual, gone), 201)
                .path("id")
                .asString("");
        var friend = it.friends(1).getFirst();
        var contact = it.contact(friend, Map.of());
        call("POST", "/api/scenarios/" + id + "/enrolments", Map.of("contactIds", List.of("" + contact.id())), 202);
        call("DELETE", "/api/messages/" + gone, null, 204);
        WORLD.clock().advance(Duration.ofHours(1));
        eventually("operators are told", () -> problems().contains("SCENARIO_MESSAGE_GONE"));
        var wait = WORLD.database()
                .jdbc()
                .sql("select extract(epoch from look_at - due_at)::bigint from enrolment where scenario_id = ?")
                .param(UUID.fromString(id))
                .query(Long.class)
                .single();
        assertThat(wait).isGreaterThanOrEqualTo(3_600);
        var changed = new HashMap<>(scenario(manual, saved("二")));
        changed.put("waiting", "MOVE");
        call("PUT", "/api/scenarios/" + id, changed, 200);
        eventually("they get the other", () -> texts(friend).equals(List.of("二")));
        assertThat(problems()).doesNotContain("SCENARIO_MESSAGE_GONE");
    }

    @Test
    void aLinkThatIsNoneOfTheConnectionsIsRefused() {
        var link = Map.<String, Object>of("kind", "LINK", "linkId", "nowhere");
        var refused = call("POST", connection + "/scenarios", scenario(link, saved("一")), 422);
        assertThat(refused.at("/errors/0/field").asString("")).isEqualTo("trigger.linkId");
        assertThat(refused.at("/errors/0/code").asString("")).isEqualTo("NO_SUCH_LINK");
    }
}
