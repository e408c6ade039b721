package musubi.content;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.PropertyOption;
import musubi.testing.TestWorld;
import musubi.testing.TestWorld.TestConnection;
import musubi.user.ApiTokens;
import musubi.user.Scope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the REST API about messages, with bodies in single quotation marks. */
record MessageCalls(TestWorld world, TestConnection connection) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static JsonNode json(String singleQuoted) {
        return JSON.readTree(singleQuoted.replace('\'', '"'));
    }

    static String text(String name, String text) {
        return "{'name': '%s', 'bubbles': [{'type': 'text', 'text': '%s'}]}".formatted(name, text);
    }

    String path() {
        return "/api/connections/" + connection.id() + "/messages";
    }

    HttpResponse<String> save(String message) {
        return world.api("POST", path(), json(message));
    }

    HttpResponse<String> preview(String message, Optional<String> contactId) {
        return world.api(
                "POST",
                path() + "/preview",
                contactId.isPresent()
                        ? Map.of("message", json(message), "contactId", contactId.get())
                        : Map.of("message", json(message)));
    }

    JsonNode shown(String text, Optional<String> contactId) {
        return TestWorld.json(preview("{'bubbles': [{'type': 'text', 'text': '" + text + "'}]}", contactId));
    }

    /** The same call in that language, or by that token. */
    HttpResponse<String> call(String method, String path, String body, String token, String language) {
        return world.send(HttpRequest.newBuilder(world.url().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", language)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                .build());
    }

    String token(Scope scope) {
        return world.bean(ApiTokens.class).issue("messages", scope, Optional.empty());
    }

    /** A property of the portal with two choices. */
    void aPropertyWithChoices() {
        connection
                .portal()
                .addProperty(PropertyDefinition.custom("plan", "プラン", "enumeration", "select", "contactinformation")
                        .options(List.of(new PropertyOption("ゴールド", "gold"), new PropertyOption("ブルー", "blue"))));
    }

    static List<String> errors(HttpResponse<String> answer) {
        return TestWorld.json(answer)
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString("") + " "
                        + error.path("code").asString(""))
                .toList();
    }

    static List<String> codes(JsonNode answer) {
        return answer.path("problems")
                .valueStream()
                .map(problem -> problem.path("code").asString(""))
                .toList();
    }
}
