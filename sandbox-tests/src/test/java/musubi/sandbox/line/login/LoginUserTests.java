package musubi.sandbox.line.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import musubi.sandbox.http.Fault;
import musubi.sandbox.line.BotServer;
import musubi.sandbox.line.Caller;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.LoginChannelOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginUserTests {

    private final LoginWorld world = new LoginWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Caller user(String scope) {
        return new Caller(
                world.line.url(),
                world.login(world.request("scope", scope)).path("access_token").asString());
    }

    private URI consent(String botPrompt, Consent consent) {
        return world.channel.consent(
                LoginWorld.uri(world.request("bot_prompt", botPrompt)), world.friend.userId(), consent);
    }

    @Test
    void userInfoAndProfileFollowTheScope() {
        var info = user("openid profile").get("/oauth2/v2.1/userinfo").json();
        var bare =
                user("openid").send("POST", "/oauth2/v2.1/userinfo", "", null).json();
        var profile = user("profile").get("/v2/profile").json();

        assertThat(info.path("sub").asString()).isEqualTo(world.friend.userId());
        assertThat(info.path("name").asString()).isEqualTo("花子");
        assertThat(info.path("picture").asString()).isEqualTo("https://profile.line-scdn.net/0h");
        assertThat(bare.propertyNames()).containsExactly("sub");
        assertThat(profile.propertyNames())
                .containsExactlyInAnyOrder("userId", "displayName", "pictureUrl", "statusMessage");
        assertThat(user("openid").get("/v2/profile").status()).isEqualTo(403);
        assertThat(user("profile").get("/oauth2/v2.1/userinfo").status()).isEqualTo(403);
        assertThat(user("openid").get("/friendship/v1/status").status()).isEqualTo(403);
    }

    @Test
    void tokensOfUsersAndOfChannelsAreNotTakenForEachOther() {
        var channel = new Caller(world.line.url(), world.account.accessToken());

        for (var path : new String[] {"/v2/profile", "/oauth2/v2.1/userinfo", "/friendship/v1/status"}) {
            assertThat(channel.get(path).status()).as(path).isEqualTo(401);
            assertThat(world.caller.get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(user("profile").get("/v2/bot/info").status()).isEqualTo(401);
        assertThat(user("profile")
                        .get("/v2/bot/profile/" + world.friend.userId())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theFriendshipStatusIsTheCurrentOne() {
        var user = user("profile openid");
        assertThat(user.get("/friendship/v1/status").text()).isEqualTo("{\"friendFlag\":false}");

        world.friend.follow();
        assertThat(user.get("/friendship/v1/status").text()).isEqualTo("{\"friendFlag\":true}");

        world.friend.block();
        assertThat(user.get("/friendship/v1/status").text()).isEqualTo("{\"friendFlag\":false}");

        world.line.faults().add(Fault.answer("GET", "/friendship/v1/status", 1, 500, "{}"));
        assertThat(user.get("/friendship/v1/status").status()).isEqualTo(500);
        assertThat(user.get("/friendship/v1/status").status()).isEqualTo(200);

        world.channel.linked(false);
        assertThat(user.get("/friendship/v1/status").status()).isEqualTo(403);
    }

    @Test
    void addingTheAccountSendsAFollowAndUnblockingSaysSo() {
        try (var bot = new BotServer()) {
            world.account.webhookEndpoint(bot.url().toString());

            assertThat(consent("normal", Consent.given()).toString()).endsWith("&friendship_status_changed=false");
            assertThat(consent("normal", Consent.given().addingFriend()).toString())
                    .endsWith("&friendship_status_changed=true");
            world.friend.block();
            assertThat(consent("aggressive", Consent.given().addingFriend()).toString())
                    .endsWith("&friendship_status_changed=true");
            assertThat(consent("aggressive", Consent.given().addingFriend()).toString())
                    .as("a friend already")
                    .endsWith("&friendship_status_changed=false");
            assertThat(world.account.awaitWebhooks(Duration.ofSeconds(10))).isTrue();

            // bodies are posted side by side, so they may arrive in another order
            assertThat(bot.events())
                    .extracting(event -> event.path("type").asString() + " "
                            + event.path("follow").path("isUnblocked").asString(""))
                    .containsExactlyInAnyOrder("follow false", "unfollow ", "follow true");
            assertThat(bot.events())
                    .allSatisfy(event -> assertThat(
                                    event.path("source").path("userId").asString())
                            .isEqualTo(world.friend.userId()));
        }
    }

    @Test
    void withoutAPromptOrALinkedAccountFriendshipIsNoMatter() {
        var unasked = world.channel.consent(
                LoginWorld.uri(world.request()),
                world.friend.userId(),
                Consent.given().addingFriend());
        world.channel.linked(false);
        var unlinked = consent("normal", Consent.given().addingFriend());

        assertThat(unasked.toString()).doesNotContain("friendship_status_changed");
        assertThat(unlinked.toString()).doesNotContain("friendship_status_changed");
        assertThat(world.friend.isFollowing()).isFalse();
    }

    @Test
    void anotherProviderKnowsThePersonUnderAnotherId() {
        var other = world.line.addLoginChannel(
                LoginChannelOptions.of(world.account, LoginWorld.CALLBACK).ofOtherProvider());
        var request = world.request("client_id", other.id());
        request.put("scope", "profile openid");
        request.put("bot_prompt", "normal");
        var location = other.consent(
                LoginWorld.uri(request), world.friend.userId(), Consent.given().addingFriend());
        var form = world.exchange(LoginWorld.query(location.toString()).getOrDefault("code", ""));
        form.put("client_id", other.id());
        form.put("client_secret", other.secret());

        var tokens = world.token(form).json();

        var userId = LoginWorld.part(tokens.path("id_token").asString(), 1)
                .path("sub")
                .asString();
        assertThat(userId)
                .matches("U[0-9a-f]{32}")
                .isNotEqualTo(world.friend.userId())
                .isEqualTo(other.userId(world.friend));
        var user = new Caller(world.line.url(), tokens.path("access_token").asString());
        assertThat(user.get("/v2/profile").json().path("userId").asString()).isEqualTo(userId);
        assertThat(user.get("/oauth2/v2.1/userinfo").json().path("sub").asString())
                .isEqualTo(userId);
        assertThat(new Caller(world.line.url(), world.account.accessToken())
                        .get("/v2/bot/profile/" + userId)
                        .status())
                .as("the official account does not know that id")
                .isEqualTo(404);
        assertThat(location.toString()).doesNotContain("friendship_status_changed");
        assertThatThrownBy(() -> other.linked(true)).hasMessageContaining("another provider");
    }

    @Test
    void deauthorizingTakesEverythingBack() {
        var tokens = world.login(world.request());
        var token = tokens.path("access_token").asString();
        var credentials = "grant_type=client_credentials&client_id=%s&client_secret=%s"
                .formatted(world.channel.id(), world.channel.secret());
        var channelToken = world.caller
                .form("/oauth2/v3/token", credentials)
                .json()
                .path("access_token")
                .asString();
        var channel = new Caller(world.line.url(), channelToken);
        var body = "{\"userAccessToken\":\"%s\"}".formatted(token);

        assertThat(world.caller.post("/user/v1/deauthorize", body).status()).isEqualTo(401);
        assertThat(new Caller(world.line.url(), token)
                        .post("/user/v1/deauthorize", body)
                        .status())
                .isEqualTo(401);
        assertThat(new Caller(world.line.url(), world.account.accessToken())
                        .post("/user/v1/deauthorize", body)
                        .status())
                .as("not a login channel's token")
                .isEqualTo(401);
        assertThat(channel.get("/v2/bot/info").status()).isEqualTo(401);

        var done = channel.post("/user/v1/deauthorize", body);

        assertThat(done.status()).isEqualTo(204);
        assertThat(done.text()).isEmpty();
        assertThat(new Caller(world.line.url(), token).get("/v2/profile").status())
                .isEqualTo(401);
        var refresh = credentials.replace("client_credentials", "refresh_token") + "&refresh_token="
                + tokens.path("refresh_token").asString();
        assertThat(world.caller.form("/oauth2/v2.1/token", refresh).text()).contains("invalid refresh token");
        var again = channel.post("/user/v1/deauthorize", body);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).isEqualTo("{\"message\":\"invalid token\"}");
        world.clock.advance(Duration.ofMinutes(15));
        assertThat(channel.post("/user/v1/deauthorize", body).status()).isEqualTo(401);
    }
}
