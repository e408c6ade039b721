package musubi.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.UserOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LoginControlTests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String CALLBACK = "https://musubi.example/callback";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().seed(29));
    private final String accountId =
            sandbox.line().addChannel(ChannelOptions.named("Café")).id();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private HttpResponse<byte[]> call(String method, String path, String body) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(sandbox.controlUrl().resolve(path))
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
        var answer = call(method, path, body);
        assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(200);
        return Json.read(answer.body());
    }

    private String refusal(int status, String method, String path, String body) {
        var answer = call(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        return Json.read(answer.body()).path("error").asString();
    }

    private JsonNode loginChannel(String more) {
        return ask(
                "POST",
                "/line/login-channels",
                "{\"channelId\":\"%s\",\"callbackUrls\":[\"%s\"]%s}".formatted(accountId, CALLBACK, more));
    }

    private static String authorizeUri(JsonNode channel) {
        return channel.path("authorizeUrl").asString() + "?response_type=code&client_id="
                + channel.path("id").asString() + "&redirect_uri=https%3A%2F%2Fmusubi.example%2Fcallback"
                + "&state=1&scope=profile%20openid&bot_prompt=normal";
    }

    @Test
    void aLoginChannelIsMadeSeenAndChanged() {
        var made = loginChannel("");
        var path = "/line/login-channels/" + made.path("id").asString();

        assertThat(made.path("linked").asBoolean()).isTrue();
        assertThat(made.path("published").asBoolean()).isTrue();
        assertThat(made.path("emailPermission").asBoolean()).isFalse();
        assertThat(made.path("secret").asString()).matches("[0-9a-f]{32}");
        var changed = ask("PATCH", path, """
                {"emailPermission":true,"published":false,"linked":false,"callbackUrls":["https://a.example/"],
                 "nextIdToken":["EXPIRED","ALG_NONE"]}""");
        assertThat(changed.path("emailPermission").asBoolean()).isTrue();
        assertThat(changed.path("published").asBoolean()).isFalse();
        assertThat(changed.path("linked").asBoolean()).isFalse();
        assertThat(changed.path("callbackUrls").get(0).asString()).isEqualTo("https://a.example/");
        assertThat(ask("GET", "/line/login-channels", "").path("items").get(0)).isEqualTo(changed);
        assertThat(ask("GET", path, "")).isEqualTo(changed);
    }

    @Test
    void somebodyConsentsWithOneCall() {
        var made = loginChannel("");
        var path = "/line/login-channels/" + made.path("id").asString();
        var user = ask(
                "POST",
                "/line/channels/" + accountId + "/users",
                "{\"displayName\":\"花子\",\"email\":\"hanako@example.com\"}");
        var userId = user.path("userId").asString();
        assertThat(user.path("email").asString()).isEqualTo("hanako@example.com");
        var consent = "{\"authorizeUri\":\"%s\",\"userId\":\"%s\"%s}";

        var given =
                ask("POST", path + "/consent", consent.formatted(authorizeUri(made), userId, ",\"addFriend\":true"));
        var declined =
                ask("POST", path + "/consent", consent.formatted(authorizeUri(made), userId, ",\"agree\":false"));

        assertThat(given.path("redirectUri").asString())
                .startsWith(CALLBACK + "?code=")
                .endsWith("&state=1&friendship_status_changed=true");
        assertThat(declined.path("redirectUri").asString()).startsWith(CALLBACK + "?error=ACCESS_DENIED&");
        assertThat(ask("GET", path + "/users/" + userId, "").path("loginUserId").asString())
                .isEqualTo(userId);
        var changed = ask("PATCH", "/line/channels/" + accountId + "/users/" + userId, "{\"email\":null}");
        assertThat(changed.path("email").isNull()).isTrue();
        ask("PATCH", path, "{\"published\":false}");
        assertThat(refusal(400, "POST", path + "/consent", consent.formatted(authorizeUri(made), userId, "")))
                .contains("developing status");
        ask("PATCH", path, "{\"addTesters\":[\"%s\"]}".formatted(userId));
        ask("POST", path + "/consent", consent.formatted(authorizeUri(made), userId, ""));
    }

    @Test
    void anotherProviderHasOtherUserIds() {
        var made = loginChannel(",\"otherProvider\":true");
        var friend = sandbox.line().channel(accountId).newUser(UserOptions.named("花子"));

        var seen = ask("GET", "/line/login-channels/" + made.path("id").asString() + "/users/" + friend.userId(), "");

        assertThat(made.path("linked").asBoolean()).isFalse();
        assertThat(seen.path("loginUserId").asString()).matches("U[0-9a-f]{32}").isNotEqualTo(friend.userId());
    }

    @Test
    void badInputIsExplained() {
        var path = "/line/login-channels/" + loginChannel("").path("id").asString();

        assertThat(refusal(404, "GET", "/line/login-channels/1", "")).startsWith("login channel 1: unknown");
        assertThat(refusal(400, "POST", "/line/login-channels", "{}")).startsWith("channelId: missing");
        assertThat(refusal(404, "POST", "/line/login-channels", "{\"channelId\":\"1\"}"))
                .startsWith("channelId 1: unknown");
        assertThat(refusal(400, "POST", "/line/login-channels", "{\"channelId\":\"%s\"}".formatted(accountId)))
                .isEqualTo("callbackUrls: 0 (expected: 1..400)");
        assertThat(refusal(400, "PATCH", path, "{\"nextIdToken\":[\"ROTTEN\"]}"))
                .startsWith("nextIdToken: ROTTEN (expected some of: [MISSING,");
        assertThat(refusal(400, "PATCH", path, "{\"callbackUrls\":\"x\"}")).endsWith("(expected: a list of strings)");
        assertThat(refusal(404, "PATCH", path, "{\"addTesters\":[\"U1\"]}")).startsWith("userId U1: unknown");
        assertThat(refusal(400, "POST", path + "/consent", "{\"authorizeUri\":\"x\",\"userId\":\"U1\"}"))
                .startsWith("authorizeUri: (expected: a path of /oauth2/v2.1/authorize");
        assertThat(refusal(400, "POST", path + "/consent", "{\"authorizeUri\":\"x\"}"))
                .startsWith("userId: missing");
        assertThat(URI.create(ask("GET", path, "").path("authorizeUrl").asString()))
                .hasPath("/oauth2/v2.1/authorize");
    }
}
