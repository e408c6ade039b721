package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.testing.ApiContract;
import musubi.testing.TestWorld;
import musubi.user.ApiTokens;
import musubi.user.Role;
import musubi.user.Routes;
import musubi.user.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * The REST document is whole, and its examples fit its schemas. That real answers fit is checked wherever a test calls
 * the REST API, in {@link ApiContract}.
 */
class ApiDocumentTests {

    private static final String ADD = " (see \"A new route\" in CONTRIBUTING.md)";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private static ApiContract contract() {
        return WORLD.contract();
    }

    private static Stream<Map.Entry<String, JsonNode>> operations() {
        return contract().operations().entrySet().stream()
                .map(operation ->
                        entry(operation.getKey(), contract().document().at(operation.getValue())));
    }

    @Test
    void eachRouteIsTold() {
        var mapped = WORLD.context().getBeansOfType(HandlerMapping.class).values().stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream()
                        .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name() + " " + path)))
                .filter(route -> route.contains(" /api/"))
                .distinct()
                .toList();
        assertThat(mapped).hasSizeGreaterThan(25);
        assertThat(contract().operations().keySet()).as("told" + ADD).containsExactlyInAnyOrderElementsOf(mapped);
    }

    @Test
    void eachOperationHasItsWords() {
        assertThat(operations()
                        .map(operation ->
                                operation.getValue().path("operationId").asString("")))
                .doesNotHaveDuplicates()
                .allMatch(
                        name -> name.matches("[a-z]+([A-Z][a-z]+)*"),
                        "two or three words, none of them with a number" + ADD);
        operations().forEach(operation -> {
            var told = operation.getValue();
            assertThat(told.path("summary").asString(""))
                    .as(operation.getKey() + ": summary" + ADD)
                    .isNotBlank();
            assertThat(told.path("description").asString(""))
                    .as(operation.getKey())
                    .contains("**Needs**");
            assertThat(told.path("tags").size())
                    .as(operation.getKey() + ": one tag" + ADD)
                    .isEqualTo(1);
            told.path("parameters")
                    .forEach(parameter -> assertThat(
                                    parameter.path("description").asString(""))
                            .as(
                                    "%s: description of %s (a path's variable: a line in Resource)%s",
                                    operation.getKey(), parameter.path("name"), ADD)
                            .isNotBlank());
        });
        assertThat(contract()
                        .document()
                        .at("/components/securitySchemes/token/scheme")
                        .asString())
                .isEqualTo("bearer");
        assertThat(contract().document().at("/info/description").asString()).contains("/settings/tokens");
        assertThat(contract().document().at("/servers/0/url").asString()).isEqualTo("/");
    }

    @Test
    void eachOperationTellsTheErrorsThatFollowFromItsPlace() {
        operations().forEach(operation -> {
            var route = operation.getKey().split(" ", 2);
            var answers = List.copyOf(operation.getValue().path("responses").propertyNames());
            assertThat(answers)
                    .as(operation.getKey())
                    .contains("401", "500", "503")
                    .anyMatch(status -> status.startsWith("2"));
            assertThat(answers.contains("403"))
                    .as(operation.getKey())
                    .isEqualTo(
                            WORLD.bean(Routes.class).least(route[0], route[1]).orElseThrow() != Role.VIEWER);
            assertThat(answers.contains("404")).as(operation.getKey()).isEqualTo(route[1].contains("{"));
            if (operation.getValue().has("requestBody")) {
                assertThat(answers).as(operation.getKey()).contains("400", "415");
            }
        });
    }

    @Test
    void eachBodyHasAnExampleThatFits() {
        contract().operations().forEach((route, operation) -> {
            var told = contract().document().at(operation);
            told.path("requestBody")
                    .path("content")
                    .propertyStream()
                    .forEach(media -> fits(
                            route + ": request, operations/"
                                    + told.path("operationId").asString("") + ".json",
                            operation + "/requestBody/content/" + media.getKey().replace("/", "~1"),
                            media.getValue()));
            told.path("responses").propertyNames().forEach(status -> {
                var answer = contract().answer(operation, status).orElseThrow();
                contract()
                        .document()
                        .at(answer)
                        .path("content")
                        .propertyStream()
                        .filter(media -> !media.getKey().startsWith("image/"))
                        .forEach(media -> fits(
                                "%s: answer %s, answers/<schema>.json or operations/%s.json"
                                        .formatted(
                                                route,
                                                status,
                                                told.path("operationId").asString("")),
                                answer + "/content/" + media.getKey().replace("/", "~1"),
                                media.getValue()));
            });
        });
    }

    private static void fits(String what, String place, JsonNode media) {
        var examples = Stream.concat(
                        media.has("example") ? Stream.of(media.path("example")) : Stream.of(),
                        media.path("examples").valueStream().map(example -> example.path("value")))
                .toList();
        assertThat(examples).as(what + ": an example" + ADD).isNotEmpty();
        examples.forEach(example -> assertThat(contract().errors(place + "/schema", example.toString()))
                .as(what + " " + example)
                .isEmpty());
    }

    @Test
    void noExampleIsLeftOver() throws IOException {
        var files = new PathMatchingResourcePatternResolver();
        var ids = operations()
                .map(operation -> operation.getValue().path("operationId").asString(""))
                .toList();
        for (var file : files.getResources("classpath:/api/operations/*.json")) {
            assertThat(ids).contains(String.valueOf(file.getFilename()).replace(".json", ""));
        }
        for (var file : files.getResources("classpath:/api/answers/*.json")) {
            assertThat(contract().document().at("/components/schemas").propertyNames())
                    .contains(String.valueOf(file.getFilename()).replace(".json", ""));
        }
    }

    @Test
    void realErrorsHaveTheWordsOfTheExamples() {
        var connection = WORLD.connect();
        var own = "/api/connections/" + connection.id();
        same("connect", "400", WORLD.api("POST", "/api/connections", Map.of()));
        same(
                "connect",
                "409",
                WORLD.api(
                        "POST",
                        "/api/connections",
                        Map.of(
                                "name", "again",
                                "line",
                                        Map.of(
                                                "channelSecret",
                                                connection.channel().secret(),
                                                "channelAccessToken",
                                                connection.channel().accessToken()),
                                "hubspot",
                                        Map.of(
                                                "accessToken",
                                                connection.portal().accessToken()))));
        same(
                "connect",
                "422",
                WORLD.api(
                        "POST",
                        "/api/connections",
                        Map.of(
                                "name", "again",
                                "line",
                                        Map.of(
                                                "channelSecret",
                                                connection.channel().secret(),
                                                "channelAccessToken",
                                                connection.channel().accessToken()),
                                "hubspot", Map.of("accessToken", "no-such-token"))));
        same("getConnection", "404", WORLD.api("GET", "/api/connections/7", null));
        same("listFriends", "400", WORLD.api("GET", own + "/friends?follow=MAYBE", null));
        same("createInstall", "409", WORLD.api("POST", "/api/hubspot/installs", null));
        same("startImport", "400", WORLD.api("POST", own + "/imports", Map.of("source", "csv")));
        same("getLinkPng", "404", WORLD.api("GET", "/api/links/none/qr.png", null));
        var link = TestWorld.json(WORLD.api("POST", own + "/links", Map.of("title", "Poster")))
                .path("id")
                .asString("");
        same("getLinkPng", "400", WORLD.api("GET", "/api/links/" + link + "/qr.png?size=64", null));
        same("listConnections", "400", WORLD.api("GET", "/api/connections?after=nothing", null));
        same("listLinks", "400", WORLD.api("GET", own + "/links?after=nothing", null));
        same("listFailures", "400", WORLD.api("GET", own + "/failures?after=nothing", null));
        same("listBroadcasts", "400", WORLD.api("GET", own + "/broadcasts?after=nothing", null));
        var friends = Map.of("title", "Sale", "audience", Map.of("allFriends", true));
        same("createBroadcast", "422", WORLD.api("POST", own + "/broadcasts", friends));
        var wrong = Map.of("title", "Sale", "audience", Map.of("lists", List.of("x")));
        same("createBroadcast", "400", WORLD.api("POST", own + "/broadcasts", wrong));
        same("retryFailure", "404", WORLD.api("POST", "/api/failures/abc/retry", null));
        same("deleteFailure", "404", WORLD.api("DELETE", "/api/failures/abc", null));
        var viewer = WORLD.bean(ApiTokens.class).issue("viewer", Scope.all(Role.VIEWER), Optional.empty());
        same("deleteConnection", "403", send("DELETE", own, viewer, "application/json", ""));
        same("getConnection", "401", send("GET", own, "no-such-token", "application/json", ""));
        same("createLink", "415", send("POST", own + "/links", TestWorld.API_TOKEN, "text/plain", "title"));
    }

    /** The one is more than a file may have, the other more than a whole request may. */
    @ParameterizedTest
    @ValueSource(ints = {1_100_000, 1_400_000})
    void aFileThatIsTooLargeIsRefusedInWords(int size) {
        var own = "/api/connections/" + WORLD.connect().id();
        var file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n%s\r\n--x--\r\n"
                .formatted("a".repeat(size));
        var answer = send("POST", own + "/imports", TestWorld.API_TOKEN, "multipart/form-data; boundary=x", file);
        same("startImport", "413", answer);
        assertThat(answer.body()).contains("1 MB at the most");
    }

    private static HttpResponse<String> send(String method, String path, String token, String type, String body) {
        var answer = WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body))
                .build());
        contract().check(method, path, answer);
        return answer;
    }

    /** Its title is that of an example, so that the examples do not tell of errors that do not look like that. */
    private static void same(String operationId, String status, HttpResponse<String> answer) {
        assertThat(String.valueOf(answer.statusCode())).as(answer.body()).isEqualTo(status);
        var operation = contract().operations().values().stream()
                .filter(place -> contract()
                        .document()
                        .at(place)
                        .path("operationId")
                        .asString("")
                        .equals(operationId))
                .findFirst()
                .orElseThrow();
        var examples = contract()
                .document()
                .at(contract().answer(operation, status).orElseThrow())
                .at("/content/application~1problem+json/examples");
        assertThat(examples.valueStream()
                        .map(example -> example.at("/value/title").asString("").toLowerCase(Locale.ROOT)))
                .as(operationId)
                .contains(TestWorld.json(answer).path("title").asString("").toLowerCase(Locale.ROOT));
    }
}
