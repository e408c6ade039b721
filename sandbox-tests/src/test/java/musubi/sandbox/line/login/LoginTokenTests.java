package musubi.sandbox.line.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import musubi.sandbox.line.Caller.Reply;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.LoginChannelOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LoginTokenTests {

    private final LoginWorld world = new LoginWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static void refused(Reply reply, String error, String description) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text())
                .isEqualTo("{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
    }

    private Map<String, String> exchange(String name, String value) {
        var form = world.exchange(world.code(world.request()));
        form.put(name, value);
        return form;
    }

    @Test
    void aCodeGivesTokensAndASignedIdToken() {
        var request = world.request("max_age", "60");
        var code = world.code(request);
        world.clock.advance(Duration.ofSeconds(5));

        var reply = world.token(world.exchange(code));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-line-request-id")).isNotBlank();
        var tokens = reply.json();
        assertThat(tokens.propertyNames())
                .containsExactlyInAnyOrder(
                        "access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(2_592_000);
        assertThat(tokens.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.path("scope").asString()).as("never email").isEqualTo("openid profile");
        var idToken = tokens.path("id_token").asString();
        assertThat(world.isSigned(idToken)).isTrue();
        assertThat(LoginWorld.part(idToken, 0).path("alg").asString()).isEqualTo("HS256");
        var claims = LoginWorld.part(idToken, 1);
        var now = world.clock.instant().getEpochSecond();
        assertThat(claims.path("iss").asString()).isEqualTo("https://access.line.me");
        assertThat(claims.path("sub").asString()).isEqualTo(world.friend.userId());
        assertThat(claims.path("aud").asString()).isEqualTo(world.channel.id());
        assertThat(claims.path("iat").asLong()).isEqualTo(now);
        assertThat(claims.path("exp").asLong()).isEqualTo(now + 3_600);
        assertThat(claims.path("auth_time").asLong()).isEqualTo(now - 5);
        assertThat(claims.path("nonce").asString()).isEqualTo("n-1");
        assertThat(claims.path("amr").path(0).asString()).isEqualTo("lineautologin");
        assertThat(claims.path("name").asString()).isEqualTo("花子");
        assertThat(claims.path("picture").asString()).isEqualTo("https://profile.line-scdn.net/0h");
        assertThat(claims.path("email").asString()).isEqualTo("hanako@example.com");
    }

    @Test
    void anIdTokenHasNoMoreClaimsThanTheScopeAllows() {
        var bare = world.request("scope", "openid");
        bare.remove("nonce");

        var claims = LoginWorld.part(world.login(bare).path("id_token").asString(), 1);

        assertThat(claims.propertyNames()).containsExactlyInAnyOrder("iss", "sub", "aud", "exp", "iat", "amr");
        assertThat(world.login(world.request("scope", "profile")).has("id_token"))
                .isFalse();
    }

    @Test
    void anEmailAddressIsThereOnlyWhenThePersonHasOneAndSharesIt() {
        var kept = world.channel.consent(
                LoginWorld.uri(world.request()),
                world.friend.userId(),
                Consent.given().withoutEmail());
        var code = LoginWorld.query(kept.toString()).getOrDefault("code", "");
        assertThat(claims(code).has("email")).isFalse();

        world.friend.email(null);

        assertThat(claims(world.code(world.request())).has("email")).isFalse();
    }

    private JsonNode claims(String code) {
        return LoginWorld.part(
                world.token(world.exchange(code)).json().path("id_token").asString(), 1);
    }

    @Test
    void aCodeWorksOnce() {
        var form = world.exchange(world.code(world.request()));

        assertThat(world.token(form).status()).isEqualTo(200);
        refused(world.token(form), "invalid_grant", "invalid authorization code");
    }

    @Test
    void aFailedExchangeUsesTheCodeUp() {
        for (var wrong : Map.of(
                        "client_secret", "0".repeat(32),
                        "redirect_uri", "https://musubi.example/other",
                        "client_id", "1")
                .entrySet()) {
            var form = world.exchange(world.code(world.request()));
            var right = form.put(wrong.getKey(), wrong.getValue());
            assertThat(world.token(form).status()).isEqualTo(400);
            form.put(wrong.getKey(), String.valueOf(right));
            refused(world.token(form), "invalid_grant", "invalid authorization code");
        }
    }

    @Test
    void aCodeLastsTenMinutes() {
        var first = world.exchange(world.code(world.request()));
        var second = world.exchange(world.code(world.request()));

        world.clock.advance(Duration.ofSeconds(599));
        assertThat(world.token(first).status()).isEqualTo(200);
        world.clock.advance(Duration.ofSeconds(1));
        refused(world.token(second), "invalid_grant", "invalid authorization code");
    }

    @Test
    void anExchangeIsCheckedInEveryPart() {
        refused(world.token(exchange("client_id", "1")), "invalid_client", "invalid client_id");
        refused(world.token(exchange("client_secret", "x")), "invalid_client", "invalid client_secret");
        refused(
                world.token(exchange("redirect_uri", LoginWorld.CALLBACK + "?x=1")),
                "invalid_grant",
                "redirect_uri does not match");
        refused(world.token(exchange("code", "unknown")), "invalid_grant", "invalid authorization code");
        var incomplete = world.exchange(world.code(world.request()));
        incomplete.remove("redirect_uri");
        refused(world.token(incomplete), "invalid_request", "some parameters missed or invalid");
        refused(
                world.token(exchange("grant_type", "password")),
                "invalid_request",
                "some parameters missed or invalid");
        assertThat(world.token(exchange("grant_type", "client_credentials")).status())
                .as("channel access tokens v2.1 live at the same address")
                .isEqualTo(404);
        assertThat(world.caller
                        .post("/oauth2/v2.1/token", "{\"grant_type\":\"authorization_code\"}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void aCodeBelongsToItsChannel() {
        var other = world.line.addLoginChannel(LoginChannelOptions.of(world.account, LoginWorld.CALLBACK));
        var form = exchange("client_id", other.id());
        form.put("client_secret", other.secret());

        refused(world.token(form), "invalid_grant", "invalid authorization code");
    }

    @Test
    void aVerifierMustFitTheChallenge() {
        var request = world.request("code_challenge", LoginWorld.challenge(LoginWorld.VERIFIER));
        request.put("code_challenge_method", "S256");
        var right = world.exchange(world.code(request));
        right.put("code_verifier", LoginWorld.VERIFIER);
        var wrong = world.exchange(world.code(request));
        wrong.put("code_verifier", LoginWorld.VERIFIER + "x");

        assertThat(world.token(right).status()).isEqualTo(200);
        refused(world.token(wrong), "invalid_grant", "invalid code_verifier");
        refused(world.token(world.exchange(world.code(request))), "invalid_grant", "invalid code_verifier");
    }

    @Test
    void aRefreshTokenLastsNinetyDaysHoweverOftenItIsUsed() {
        var refresh = world.login(world.request()).path("refresh_token").asString();
        var form = "grant_type=refresh_token&refresh_token=%s&client_id=%s&client_secret="
                .formatted(refresh, world.channel.id());

        world.clock.advance(Duration.ofDays(89));
        var refreshed = world.caller.form("/oauth2/v2.1/token", form + world.channel.secret());

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.json().path("refresh_token").asString()).isEqualTo(refresh);
        assertThat(refreshed.json().has("id_token")).isFalse();
        assertThat(world.caller
                        .get("/oauth2/v2.1/verify?access_token="
                                + refreshed.json().path("access_token").asString())
                        .status())
                .isEqualTo(200);
        refused(world.caller.form("/oauth2/v2.1/token", form + "x"), "invalid_client", "invalid client_secret");
        world.clock.advance(Duration.ofDays(1));
        refused(
                world.caller.form("/oauth2/v2.1/token", form + world.channel.secret()),
                "invalid_grant",
                "invalid refresh token");
    }

    @Test
    void anAccessTokenIsVerifiedUntilItExpiresOrIsRevoked() {
        var token = world.login(world.request()).path("access_token").asString();
        var verify = "/oauth2/v2.1/verify?access_token=";
        var revoke =
                "client_id=%s&client_secret=%s&access_token=".formatted(world.channel.id(), world.channel.secret());
        world.clock.advance(Duration.ofSeconds(10));

        var verified = world.caller.get(verify + token).json();
        assertThat(verified.path("client_id").asString()).isEqualTo(world.channel.id());
        assertThat(verified.path("expires_in").asLong()).isEqualTo(2_591_990);
        assertThat(verified.path("scope").asString()).isEqualTo("openid profile");
        refused(world.caller.get(verify + "nonsense"), "invalid_request", "access token not JWS");

        var revoked = world.caller.form("/oauth2/v2.1/revoke", revoke + token);
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text()).isEmpty();
        refused(world.caller.get(verify + token), "invalid_request", "access token revoked");
        assertThat(world.caller.form("/oauth2/v2.1/revoke", revoke + "unknown").status())
                .isEqualTo(200);
        refused(
                world.caller.form("/oauth2/v2.1/revoke", "client_id=1&access_token=" + token),
                "invalid_client",
                "invalid client_id");

        var other = world.login(world.request()).path("access_token").asString();
        world.clock.advance(Duration.ofDays(30));
        refused(world.caller.get(verify + other), "invalid_request", "access token expired");
    }

    @Test
    void aResetForgetsCodesAndTokens() {
        var form = world.exchange(world.code(world.request()));
        var token = world.login(world.request()).path("access_token").asString();

        world.line.reset();

        refused(world.token(form), "invalid_grant", "invalid authorization code");
        assertThat(world.caller.get("/oauth2/v2.1/verify?access_token=" + token).status())
                .isEqualTo(400);
        assertThat(world.line.loginChannels()).containsExactly(world.channel);
    }
}
