package musubi.scenario;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.sandbox.client.ApiClient;
import musubi.testing.TestWorld;
import musubi.user.ApiTokens;
import musubi.user.Role;
import musubi.user.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A scenario is tried over REST, and who is in a step is read. */
class ScenarioTestApiTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    @AfterEach
    void nothingGoesOn() {
        WORLD.api("DELETE", "/api/connections/" + it.connection().id(), null);
    }

    private static JsonNode call(String method, String path, @Nullable Object body, int status) {
        var answer = WORLD.api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? MissingNode.getInstance() : json(answer);
    }

    private static String path(Scenario scenario) {
        return "/api/scenarios/" + scenario.id() + "/test";
    }

    @Test
    void aTestBeginsIsLookedAtAndEnds() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", Duration.ofDays(1)));
        var friends = it.friends(2);
        var sakura = it.contact(friends.getFirst(), Map.of("line_user_name", "さくら"));
        var out = it.contact(friends.getLast(), Map.of("line_opt_out", "YES"));
        var began = call("POST", path(scenario), Map.of("contactIds", List.of("" + sakura.id(), "" + out.id())), 202);
        assertThat(began)
                .hasToString(
                        "{\"started\":1,\"already\":0,\"refused\":[{\"contactId\":\"%d\",\"reason\":\"OPTED_OUT\"}]}"
                                .formatted(out.id()));
        eventually("its message came", () -> texts(friends.getFirst()).equals(List.of("[テスト] 一")));
        eventually(
                "the next one comes soon",
                () -> call("GET", path(scenario), null, 200)
                        .at("/items/0/step")
                        .asString("")
                        .equals("two"));
        var tester = call("GET", path(scenario), null, 200).at("/items/0");
        assertThat(tester.path("name").asString("")).isEqualTo("さくら");
        assertThat(tester.path("paused").isNull()).isTrue();
        assertThat(call("GET", "/api/scenarios/" + scenario.id() + "/enrolments", null, 200)
                        .path("items"))
                .isEmpty();
        call("DELETE", path(scenario), null, 204);
        call("DELETE", path(scenario), null, 204);
        assertThat(call("GET", path(scenario), null, 200).path("items")).isEmpty();
        var counts = call("GET", "/api/scenarios/" + scenario.id(), null, 200).path("counts");
        assertThat(counts.path("running").asInt(-1)).isZero();
        assertThat(counts.at("/ended/REMOVED").asInt(-1)).isZero();
        assertThat(counts.at("/steps/0/sent").asInt(-1)).isZero();
    }

    @Test
    void whatCannotBeRightIsSaid() {
        var scenario = it.byHand(send("one", "一", Duration.ofDays(1)));
        for (var ids : List.of(List.of(), List.of("x"), Collections.nCopies(21, "1"))) {
            call("POST", path(scenario), Map.of("contactIds", ids), 400);
        }
        call("POST", "/api/scenarios/" + UUID.randomUUID() + "/test", Map.of("contactIds", List.of("1")), 404);
        call("GET", "/api/scenarios/" + UUID.randomUUID() + "/test", null, 404);
        call("DELETE", "/api/scenarios/" + UUID.randomUUID() + "/test", null, 404);
        var contact = it.contacts(it.friends(1)).getFirst();
        call("POST", "/api/connections/" + it.connection().id() + "/pause", null, 204);
        var conflict = call("POST", path(scenario), Map.of("contactIds", List.of("" + contact.id())), 409);
        assertThat(conflict.path("reason").asString("")).isEqualTo("PAUSED");
    }

    @Test
    void peopleOfOneStepAreListedAPageAtATime() {
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", Duration.ofDays(1)));
        it.enter(scenario, it.contacts(it.friends(3)));
        it.waiting(scenario, "two", 3);
        var base = "/api/scenarios/" + scenario.id() + "/enrolments?step=";
        assertThat(call("GET", base + "one", null, 200).path("items")).isEmpty();
        var first = call("GET", base + "two&limit=2", null, 200);
        assertThat(first.path("items")).hasSize(2);
        var second =
                call("GET", base + "two&limit=2&after=" + first.path("next").asString(""), null, 200);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void onlyWhoMayDoesIt() {
        var scenario = it.byHand(send("one", "一", Duration.ofDays(1)));
        var contact = it.contacts(it.friends(1)).getFirst();
        var body = Map.of("contactIds", List.of("" + contact.id()));
        var viewer = client(Set.of(UUID.fromString(it.connection().id())), Role.VIEWER);
        var neighbour = client(Set.of(UUID.fromString(WORLD.connect().id())), Role.OPERATOR);
        var stranger = new ApiClient(WORLD.url(), "no token of anybody, but long enough to be one");
        assertThat(viewer.call("POST", path(scenario), body).statusCode()).isEqualTo(403);
        assertThat(viewer.call("DELETE", path(scenario), null).statusCode()).isEqualTo(403);
        assertThat(viewer.call("GET", path(scenario), null).statusCode()).isEqualTo(200);
        for (var method : List.of("POST", "DELETE", "GET")) {
            var sent = method.equals("POST") ? body : null;
            assertThat(neighbour.call(method, path(scenario), sent).statusCode())
                    .as(method)
                    .isEqualTo(404);
            assertThat(stranger.call(method, path(scenario), sent).statusCode())
                    .as(method)
                    .isEqualTo(401);
        }
        assertThat(it.rows(scenario)).isZero();
    }

    private static ApiClient client(Set<UUID> connections, Role role) {
        return new ApiClient(
                WORLD.url(),
                WORLD.bean(ApiTokens.class).issue("test", new Scope(role, false, connections), Optional.empty()));
    }
}
