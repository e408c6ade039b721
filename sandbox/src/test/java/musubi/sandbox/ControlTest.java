package musubi.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControlTest {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().seed(17));
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final WebServer bot = WebServer.start(0, request -> {
        bodies.add(Json.read(request.body()));
        return Answer.json(200, Json.object());
    });

    @AfterEach
    void close() {
        bot.close();
        sandbox.close();
    }

    private HttpResponse<byte[]> call(String method, URI url, String body) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(url)
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode ask(String method, String path, String body) {
        var answer = call(method, sandbox.controlUrl().resolve(path), body);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return Json.read(answer.body());
    }

    private String refusal(int status, String method, String path, String body) {
        var answer = call(method, sandbox.controlUrl().resolve(path), body);
        assertThat(answer.statusCode()).isEqualTo(status);
        return Json.read(answer.body()).path("error").asString();
    }

    private String channel() {
        return "/line/channels/"
                + ask("POST", "/line/channels", "{\"displayName\":\"Café\",\"webhookEndpoint\":\"" + bot.url() + "\"}")
                        .path("id")
                        .asString();
    }

    private void await() {
        assertThat(sandbox.line().channels().getFirst().awaitWebhooks(Duration.ofSeconds(10)))
                .isTrue();
    }

    @Test
    void aChannelIsMadeSeenAndChanged() {
        var path = channel();

        var changed = ask("PATCH", path, """
                {"verified":false,"redelivery":true,"redeliveryDelaysMillis":[5,10],"rateLimits":false,
                 "latencyMillis":3,"monthlyLimit":100,"useWebhook":false,"webhookTimeoutMillis":500}""");

        assertThat(changed.path("verified").asBoolean()).isFalse();
        assertThat(changed.path("redelivery").asBoolean()).isTrue();
        assertThat(changed.path("latencyMillis").asInt()).isEqualTo(3);
        assertThat(changed.path("secret").asString()).matches("[0-9a-f]{32}");
        assertThat(ask("GET", "/line/channels", "").path("items").get(0)).isEqualTo(changed);
        assertThat(sandbox.line().channels().getFirst().monthlyLimit()).hasValue(100);
    }

    @Test
    void somebodyNewFollowsWithOneCall() {
        var path = channel();

        var acted = ask("POST", path + "/acts", "{\"act\":\"follow\",\"displayName\":\"花子\"}");
        await();

        var event = bodies.getFirst().path("events").get(0);
        assertThat(event.path("type").asString()).isEqualTo("follow");
        assertThat(event.path("webhookEventId"))
                .isEqualTo(acted.path("items").get(0).path("webhookEventId"));
        var userId = event.path("source").path("userId").asString();
        assertThat(ask("GET", path + "/users/" + userId, "").path("following").asBoolean())
                .isTrue();
        ask("PATCH", path + "/users/" + userId, "{\"displayName\":\"太郎\",\"pictureUrl\":\"https://x.example/1\"}");
        var users = ask("GET", path + "/users", "").path("items");
        assertThat(users.get(0).path("displayName").asString()).isEqualTo("太郎");
        assertThat(users.get(0).path("pictureUrl").asString()).isEqualTo("https://x.example/1");
    }

    @Test
    void severalActsShareABodyWithTheirTimesAndRepeats() {
        var path = channel();
        var userId = ask("POST", path + "/users", "{\"displayName\":\"花子\"}")
                .path("userId")
                .asString();

        ask("POST", path + "/acts", """
                {"together":true,"acts":[
                  {"act":"write","userId":"%1$s","text":"hello","timestamp":"2026-03-01T09:00:00Z","copies":2},
                  {"act":"tap","userId":"%1$s","data":"action=buy","timestamp":1772355600000},
                  {"act":"sticker","userId":"%1$s","standby":true},
                  {"act":"block","userId":"%1$s"},
                  {"act":"unblock","userId":"%1$s"}]}""".formatted(userId));
        await();

        assertThat(bodies).hasSize(1);
        var events = bodies.getFirst().path("events");
        assertThat(events).hasSize(6);
        assertThat(events.get(0).path("timestamp").asLong()).isEqualTo(1_772_355_600_000L);
        assertThat(events.get(0)).isEqualTo(events.get(1));
        assertThat(events.get(3).path("mode").asString()).isEqualTo("standby");
        assertThat(events.get(5).path("follow").path("isUnblocked").asBoolean()).isTrue();
    }

    @Test
    void aCrowdFollowsAndIsReported() {
        var path = channel();

        var report = ask("POST", path + "/crowd", "{\"count\":500}");

        assertThat(report.path("settled").asBoolean()).isTrue();
        assertThat(report.path("webhooks").path("acknowledged").asInt()).isEqualTo(500);
        assertThat(bodies).hasSize(500);
        assertThat(ask("GET", path + "/webhooks", "").path("sent").asInt()).isEqualTo(500);
    }

    @Test
    void faultsAreSetListedAndCleared() {
        channel();
        var token = sandbox.line().channels().getFirst().accessToken();
        ask("POST", "/line/faults", """
                {"method":"GET","path":"/v2/bot/info","times":1,"kind":"ANSWER","status":500,
                 "headers":{"X-Seen":"yes"},"body":{"message":"Internal server error"}}""");
        ask("POST", "/hubspot/faults", "{\"kind\":\"CUT_AFTER\",\"path\":\"/crm/.*\",\"times\":-1}");

        assertThat(ask("GET", "/hubspot/faults", "")
                        .path("items")
                        .get(0)
                        .path("kind")
                        .asString())
                .isEqualTo("CUT_AFTER");
        assertThat(ask("GET", "/line/faults", "").path("items")).hasSize(1);
        assertThat(call("GET", URI.create(sandbox.line().url() + "/v2/bot/info"), "")
                        .statusCode())
                .isEqualTo(500);
        assertThat(ask("GET", "/line/faults", "").path("items")).isEmpty();
        assertThat(ask("DELETE", "/hubspot/faults", "").path("items")).isEmpty();
        assertThat(token).isNotEmpty();
    }

    @Test
    void aPortalAndItsContactsAreSeen() {
        var portal = ask("POST", "/hubspot/portals", "{\"timeZone\":\"Asia/Tokyo\",\"callsPerTenSeconds\":0}");
        var path = "/hubspot/portals/" + portal.path("id").asLong();
        var made = ask("POST", path + "/contacts", "{\"properties\":{\"email\":\"Hanako@Example.com\"}}");

        var found = ask("GET", path + "/contacts?email=HANAKO@example.com", "");

        assertThat(found.path("total").asInt()).isEqualTo(1);
        assertThat(found.path("items").get(0).path("id")).isEqualTo(made.path("id"));
        assertThat(ask("GET", path + "/contacts?lineUserId=U1", "")
                        .path("total")
                        .asInt())
                .isZero();
        ask("PATCH", path + "/contacts/" + made.path("id").asString(), "{\"properties\":{\"firstname\":\"花子\"}}");
        assertThat(ask("GET", path + "/contacts?property=firstname&value=%E8%8A%B1%E5%AD%90", "")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        ask("DELETE", path + "/contacts/" + made.path("id").asString(), "");
        assertThat(ask("GET", path + "/contacts", "").path("total").asInt()).isZero();
        assertThat(ask("GET", path + "/contacts?archived=true", "")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(ask("GET", path + "/traffic", "").path("calls").asInt()).isZero();
        assertThat(ask("GET", path + "/properties", "").path("items").size()).isPositive();
    }

    @Test
    void ownersAndTasksAreMadeSeenAndChanged() {
        var portal = ask("POST", "/hubspot/portals", "{}");
        var path = "/hubspot/portals/" + portal.path("id").asLong();
        var owner = ask("POST", path + "/owners", "{\"email\":\"taro@example.com\",\"firstName\":\"Taro\"}")
                .path("id")
                .asString();
        var contact = ask("POST", path + "/contacts", "{\"properties\":{\"firstname\":\"Hanako\"}}")
                .path("id")
                .asString();
        var task = ask("POST", path + "/tasks", """
                {"properties":{"hs_timestamp":"2026-11-25T00:00:00Z","hubspot_owner_id":"%s"},"contactIds":["%s"]}""".formatted(owner, contact));

        assertThat(ask("GET", path + "/owners", "").path("items")).hasSize(1);
        assertThat(ask("GET", path + "/tasks?contactId=" + contact, "")
                        .path("items")
                        .get(0))
                .isEqualTo(task);
        var one = path + "/tasks/" + task.path("id").asString();
        ask("PATCH", one, "{\"properties\":{\"hs_task_status\":\"COMPLETED\"}}");
        assertThat(ask("GET", one, "").at("/properties/hs_task_status").asString())
                .isEqualTo("COMPLETED");
        ask("DELETE", one, "");
        assertThat(ask("GET", path + "/tasks", "").path("total").asInt()).isZero();
        ask("DELETE", path + "/owners/" + owner, "");
        assertThat(refusal(400, "POST", path + "/tasks", """
                {"properties":{"hs_timestamp":"2026-11-25T00:00:00Z","hubspot_owner_id":"%s"}}""".formatted(owner)))
                .startsWith("Property values were not valid");
        assertThat(refusal(404, "GET", path + "/tasks/1", "")).startsWith("task 1: unknown");
    }

    @Test
    void hubSpotsWebhooksAreSetUpAndSeen() {
        var portal = ask("POST", "/hubspot/portals", "{}").path("id").asLong();
        var app = ask("POST", "/hubspot/webhooks", """
                {"clientSecret":"a secret","targetUrl":"%s","retryDelaysMillis":[1],
                 "subscriptions":["contact.creation","contact.propertyChange:city"],"portals":["%d"]}""".formatted(bot.url(), portal));
        var path = "/hubspot/webhooks/" + app.path("appId").asLong();
        assertThat(app.path("subscriptions")).hasSize(2);
        assertThat(app.path("portals").get(0).asLong()).isEqualTo(portal);

        ask("PATCH", path, "{\"held\":true,\"maxConcurrentRequests\":6,\"duplicates\":0,\"disorder\":0}");
        ask("POST", "/hubspot/portals/" + portal + "/contacts", "{\"properties\":{\"city\":\"Osaka\"}}");
        assertThat(ask("GET", path + "/traffic", "").path("waitingEvents").asInt())
                .isEqualTo(2);
        ask("PATCH", path, "{\"held\":false}");
        var quiet = ask("POST", path + "/wait", "{}");
        assertThat(quiet.path("quiet").asBoolean()).isTrue();
        assertThat(quiet.path("events").asInt()).isEqualTo(2);
        assertThat(bodies).hasSize(1);
        assertThat(bodies.getFirst()).hasSize(2);

        assertThat(ask("POST", path + "/again", "{\"events\":2}").path("events").asInt())
                .isEqualTo(2);
        ask("POST", path + "/wait", "{}");
        assertThat(bodies).hasSize(2);
        assertThat(ask("POST", path + "/raw?forgery=OLD_TIMESTAMP", "[]")
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        assertThat(refusal(400, "POST", path + "/raw?forgery=no", "[]")).startsWith("forgery: no (expected one of:");
        assertThat(refusal(400, "POST", path + "/subscriptions", "{\"subscriptionType\":\"deal.creation\"}"))
                .startsWith("subscriptionType: deal.creation");
        var more = ask("POST", path + "/subscriptions", "{\"subscriptionType\":\"contact.merge\"}");
        var id = more.at("/subscriptions/2/id").asLong();
        assertThat(ask("PATCH", path + "/subscriptions/" + id, "{\"active\":false}")
                        .at("/subscriptions/2/active")
                        .asBoolean())
                .isFalse();
        assertThat(ask("DELETE", path + "/subscriptions/" + id, "").path("subscriptions"))
                .hasSize(2);
        assertThat(ask("DELETE", path + "/portals/" + portal, "").path("portals"))
                .isEmpty();
        assertThat(ask("PUT", path + "/portals/" + portal, "").path("portals")).hasSize(1);
        assertThat(ask("GET", "/hubspot/webhooks", "").path("items")).hasSize(1);
        assertThat(refusal(404, "GET", "/hubspot/webhooks/1", "")).startsWith("app 1: unknown");
    }

    @Test
    void badInputIsExplained() {
        var path = channel();

        assertThat(refusal(400, "PATCH", path, "{\"verified\":\"yes\"}"))
                .isEqualTo("verified: \"yes\" (expected: true or false)");
        assertThat(refusal(400, "PATCH", path, "{\"colour\":1}"))
                .startsWith("colour: unknown (expected: webhookEndpoint,");
        assertThat(refusal(400, "POST", path + "/acts", "{\"act\":\"dance\"}"))
                .startsWith("act: dance (expected one of: FOLLOW, UNBLOCK,");
        assertThat(refusal(400, "POST", path + "/acts", "{\"acts\":[{\"act\":\"tap\"}]}"))
                .isEqualTo("acts[0].data: missing (expected: a string)");
        assertThat(refusal(400, "POST", path + "/crowd", "{\"count\":0}"))
                .isEqualTo("count: 0 (expected: a whole number, 1..1000000)");
        assertThat(refusal(400, "POST", path + "/crowd", "count=3")).startsWith("body: no JSON");
        assertThat(refusal(400, "POST", "/line/faults", "{\"path\":\"(\",\"kind\":\"HANG\"}"))
                .startsWith("path: ( (expected: a regular expression");
        assertThat(refusal(404, "GET", "/line/channels/1", "")).startsWith("channel 1: unknown (expected one of: [");
        assertThat(refusal(404, "GET", "/nowhere", "")).startsWith("GET /nowhere: unknown (expected one of: GET /, ");
        assertThat(refusal(400, "POST", "/hubspot/portals", "{\"timeZone\":\"Mars/North\"}"))
                .startsWith("timeZone: Mars/North");
        assertThat(refusal(400, "POST", "/line/channels", "{\"secret\":\"short\"}"))
                .startsWith("secret: ");
        assertThat(ask("GET", path + "/users", "").path("items"))
                .as("nothing was done")
                .isEmpty();
    }

    @Test
    void aResetForgetsPeopleContactsFaultsAndCounters() {
        var path = channel();
        ask("POST", path + "/acts", "{\"act\":\"follow\"}");
        await();
        ask("POST", "/line/faults", "{\"kind\":\"HANG\",\"delayMillis\":1}");

        ask("POST", "/reset", "");

        assertThat(ask("GET", path + "/users", "").path("items")).isEmpty();
        assertThat(ask("GET", path + "/webhooks", "").path("sent").asInt()).isZero();
        assertThat(ask("GET", "/line/faults", "").path("items")).isEmpty();
        assertThat(ask("GET", "/", "").path("line").path("channels").asInt()).isEqualTo(1);
    }

    @Test
    void argumentsAreReadOrExplained() {
        var options = SandboxOptions.of("--line-port=1234", "--seed=9");

        assertThat(options.linePort()).isEqualTo(1234);
        assertThat(options.hubspotPort()).isZero();
        assertThat(options.seed()).isEqualTo(9);
        assertThatThrownBy(() -> SandboxOptions.of("--port=1")).hasMessageContaining("expected: --line-port=");
        assertThatThrownBy(() -> SandboxOptions.of("--line-port=x")).hasMessageContaining("expected: --line-port=");
        assertThatThrownBy(() -> SandboxOptions.of("--line-port=70000")).hasMessageContaining("0..65535");
    }

    @Test
    void anAppIsInstalledAndTakenOutAgain() {
        var portal = ask("POST", "/hubspot/portals", "").path("id").asString("");
        var app = ask(
                "POST",
                "/hubspot/oauth/apps",
                "{\"clientId\":\"mine\",\"clientSecret\":\"s\",\"requiredScopes\":[\"oauth\"],"
                        + "\"redirectUrls\":[\"http://localhost:8080/back\"]}");
        assertThat(app.path("clientSecret").asString()).isEqualTo("s");
        var link = sandbox.hubspot().url()
                + "/oauth/authorize?client_id=mine&scope=oauth&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fback&state=1";
        var connected =
                ask("POST", "/hubspot/oauth/connect", "{\"installLink\":\"" + link + "\",\"portalId\":" + portal + "}");
        assertThat(connected.path("redirect").asString()).startsWith("http://localhost:8080/back?code=");
        assertThat(ask("POST", "/hubspot/oauth/cancel", "{\"installLink\":\"" + link + "\"}")
                        .path("redirect")
                        .asString())
                .contains("error=access_denied");
        assertThat(refusal(
                        400,
                        "POST",
                        "/hubspot/oauth/cancel",
                        "{\"installLink\":\"" + link.replace("mine", "x") + "\"}"))
                .contains("client ID");
        ask("PATCH", "/hubspot/oauth/apps/mine", "{\"refreshTokens\":\"OLD_DIES_AT_ONCE\"}");
        assertThat(ask("DELETE", "/hubspot/oauth/apps/mine/portals/" + portal, "")
                        .path("portals")
                        .size())
                .isZero();
        assertThat(ask("GET", "/hubspot/oauth/apps", "").path("items").size()).isEqualTo(1);
    }
}
