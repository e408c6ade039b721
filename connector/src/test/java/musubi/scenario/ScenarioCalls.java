package musubi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.ApiTokens;
import musubi.user.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls of the REST API about scenarios, with bodies in single quotation marks. */
record ScenarioCalls(TestWorld world, TestConnection connection) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static ObjectNode json(String singleQuoted) {
        return (ObjectNode) JSON.readTree(singleQuoted.replace('\'', '"'));
    }

    /** A scenario of messages with these keys, each an hour after the one before. */
    static ObjectNode scenario(String... keys) {
        var scenario = json("{'name':'Welcome','trigger':{'kind':'FOLLOW'},'steps':[]}");
        for (var key : keys) {
            scenario.withArray("steps").add(message(key, key));
        }
        return scenario;
    }

    static ObjectNode message(String key, String text) {
        return json(
                "{'key':'%s','wait':'PT1H','message':{'bubbles':[{'type':'text','text':'%s'}]}}".formatted(key, text));
    }

    String path() {
        return "/api/connections/" + connection.id() + "/scenarios";
    }

    JsonNode call(String method, String path, @Nullable Object body, int status) {
        var answer = world.api(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? MissingNode.getInstance() : TestWorld.json(answer);
    }

    JsonNode create(JsonNode scenario) {
        return call("POST", path(), scenario, 201);
    }

    static String own(JsonNode scenario) {
        return "/api/scenarios/" + scenario.path("id").asString("");
    }

    static UUID id(JsonNode scenario) {
        return UUID.fromString(scenario.path("id").asString(""));
    }

    /** The fields and codes of what is wrong. */
    static List<String> errors(JsonNode answer) {
        return answer.path("errors")
                .valueStream()
                .map(error -> error.path("field").asString("") + " "
                        + error.path("code").asString(""))
                .toList();
    }

    static List<String> keys(JsonNode steps) {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> steps.path(i).path("key").asString(""))
                .toList();
    }

    String token(Scope scope) {
        return world.bean(ApiTokens.class).issue("scenarios", scope, Optional.empty());
    }

    HttpResponse<String> call(String method, String path, String body, String token, String language) {
        return world.send(HttpRequest.newBuilder(world.url().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", language)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());
    }
}
