package musubi.scenario;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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

/** Who is in a scenario, over REST. */
class EnrolmentsApiTests {

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
        return "/api/scenarios/" + scenario.id() + "/enrolments";
    }

    @Test
    void contactsArePutInListedAndTakenOut() {
        var scenario = it.byHand(send("one", "一", Duration.ofDays(1)));
        var friends = it.friends(3);
        var sakura = it.contact(friends.get(0), Map.of("line_user_name", "さくら"));
        var taro = it.contact(friends.get(1), Map.of("firstname", "Taro", "lastname", "Yamada"));
        var out = it.contact(friends.get(2), Map.of("line_opt_out", "YES"));
        var entered = call(
                "POST",
                path(scenario),
                Map.of("contactIds", List.of("" + sakura.id(), "" + taro.id(), "" + out.id())),
                202);
        assertThat(entered)
                .hasToString(
                        "{\"enrolled\":2,\"already\":0,\"refused\":[{\"contactId\":\"%d\",\"reason\":\"OPTED_OUT\"}]}"
                                .formatted(out.id()));
        var first = call("GET", path(scenario) + "?limit=1", null, 200);
        assertThat(first.at("/items/0/name").asString("")).isEqualTo("さくら");
        assertThat(first.at("/items/0/step").asString("")).isEqualTo("one");
        assertThat(first.at("/items/0/sending").asBoolean(true)).isFalse();
        var second = call("GET", path(scenario) + "?after=" + first.path("next").asString(""), null, 200);
        assertThat(second.at("/items/0/name").asString("")).isEqualTo("Taro Yamada");
        assertThat(second.path("next").isNull()).isTrue();
        call("DELETE", path(scenario) + "/" + sakura.id(), null, 204);
        call("DELETE", path(scenario) + "/" + sakura.id(), null, 204);
        call("DELETE", path(scenario) + "/nobody", null, 204);
        var counts = call("GET", "/api/scenarios/" + scenario.id(), null, 200).path("counts");
        assertThat(counts.path("running").asInt(0)).isEqualTo(1);
        assertThat(counts.at("/ended/REMOVED").asInt(0)).isEqualTo(1);
    }

    @Test
    void whatCannotBeRightIsSaid() {
        var scenario = it.byHand(send("one", "一", Duration.ofDays(1)));
        for (var ids : List.of(List.of(), List.of("x"), List.of("0"), Collections.nCopies(1_001, "1"))) {
            call("POST", path(scenario), Map.of("contactIds", ids), 400);
        }
        call("POST", path(scenario), Map.of(), 400);
        call("GET", path(scenario) + "?after=x", null, 400);
        call("GET", path(scenario) + "?limit=0", null, 400);
        var none = "/api/scenarios/" + UUID.randomUUID();
        call("POST", none + "/enrolments", Map.of("contactIds", List.of("1")), 404);
        call("GET", none + "/enrolments", null, 404);
        call("DELETE", none + "/enrolments/1", null, 404);
        call("GET", none + "/pauses", null, 404);
        call("POST", none + "/resume", null, 404);
    }

    @Test
    void whatIsPausedIsSaidAndTakenUpAgain() {
        it.connection().channel().monthlyLimit(OptionalLong.of(1));
        var scenario = it.byHand(send("one", "一", Duration.ZERO), send("two", "二", Duration.ofDays(1)));
        var friends = it.friends(3);
        it.enter(scenario, it.contacts(friends));
        var pauses = "/api/scenarios/" + scenario.id() + "/pauses";
        eventually(
                "it is paused",
                () -> call("GET", pauses, null, 200).path("items").size() == 1);
        it.waiting(scenario, "two", 1);
        var paused = call("GET", pauses, null, 200).at("/items/0");
        assertThat(paused.path("reason").asString("")).isEqualTo("QUOTA");
        assertThat(paused.path("people").asInt(0)).isEqualTo(2);
        it.connection().channel().monthlyLimit(OptionalLong.empty());
        call("POST", "/api/scenarios/" + scenario.id() + "/resume", null, 204);
        it.waiting(scenario, "two", 3);
        assertThat(friends).allSatisfy(friend -> assertThat(texts(friend)).containsExactly("一"));
        assertThat(call("GET", pauses, null, 200).path("items")).isEmpty();
        call("POST", "/api/scenarios/" + scenario.id() + "/resume", null, 204);
    }

    @Test
    void whoWaitsIsTakenAlongIntoANewVersion() {
        var made = call("POST", "/api/connections/" + it.connection().id() + "/scenarios", definition("one"), 201);
        var id = made.path("id").asString("");
        var contact = it.contacts(it.friends(1)).getFirst();
        call("POST", "/api/scenarios/" + id + "/enrolments", Map.of("contactIds", List.of("" + contact.id())), 202);
        var changed = new HashMap<String, Object>(definition("one", "two"));
        changed.put("version", 1);
        call("PUT", "/api/scenarios/" + id, changed, 409);
        changed.put("waiting", "MOVE");
        assertThat(call("PUT", "/api/scenarios/" + id, changed, 200)
                        .path("version")
                        .asInt(0))
                .isEqualTo(2);
        assertThat(WORLD.database()
                        .jdbc()
                        .sql("select version from enrolment where scenario_id = ?")
                        .param(UUID.fromString(id))
                        .query(Integer.class)
                        .list())
                .containsExactly(2);
        var counts = call("GET", "/api/scenarios/" + id, null, 200).path("counts");
        assertThat(counts.path("running").asInt(0)).isEqualTo(1);
        call("DELETE", "/api/scenarios/" + id, null, 409);
        call("DELETE", "/api/scenarios/" + id + "/enrolments/" + contact.id(), null, 204);
        call("DELETE", "/api/scenarios/" + id, null, 204);
    }

    private static Map<String, Object> definition(String... keys) {
        return Map.of(
                "name",
                "Welcome",
                "trigger",
                Map.of("kind", "MANUAL"),
                "steps",
                Stream.of(keys)
                        .map(key -> Map.of("key", key, "wait", "PT24H", "message", ScenarioWorld.text(key)))
                        .toList());
    }

    @Test
    void onlyWhoMayDoesIt() {
        var scenario = it.byHand(send("one", "一", Duration.ofDays(1)));
        var contact = it.contacts(it.friends(1)).getFirst();
        var own = Set.of(UUID.fromString(it.connection().id()));
        var other = Set.of(UUID.fromString(WORLD.connect().id()));
        var base = "/api/scenarios/" + scenario.id();
        var body = Map.of("contactIds", List.of("" + contact.id()));
        var routes = Map.<String, Object>of(
                "POST " + base + "/enrolments",
                body,
                "DELETE " + base + "/enrolments/" + contact.id(),
                "",
                "POST " + base + "/resume",
                "");
        var viewer = client(new Scope(Role.VIEWER, false, own));
        var neighbour = client(new Scope(Role.OPERATOR, false, other));
        var stranger = new ApiClient(WORLD.url(), "no token of anybody, but long enough to be one");
        routes.forEach((route, sent) -> {
            var parts = route.split(" ", 2);
            var json = "".equals(sent) ? null : sent;
            assertThat(viewer.call(parts[0], parts[1], json).statusCode())
                    .as(route)
                    .isEqualTo(403);
            assertThat(neighbour.call(parts[0], parts[1], json).statusCode())
                    .as(route)
                    .isEqualTo(404);
            assertThat(stranger.call(parts[0], parts[1], json).statusCode())
                    .as(route)
                    .isEqualTo(401);
        });
        for (var read : List.of(base + "/enrolments", base + "/pauses")) {
            assertThat(viewer.call("GET", read, null).statusCode()).isEqualTo(200);
            assertThat(neighbour.call("GET", read, null).statusCode()).isEqualTo(404);
            assertThat(stranger.call("GET", read, null).statusCode()).isEqualTo(401);
        }
        assertThat(it.rows(scenario)).isZero();
    }

    private static ApiClient client(Scope scope) {
        return new ApiClient(WORLD.url(), WORLD.bean(ApiTokens.class).issue("test", scope, Optional.empty()));
    }
}
