package musubi.sandbox.hubspot.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.RefreshTokenRotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorization codes, access tokens and refresh tokens. */
class TokenTests extends OAuthFixture {

    @Test
    void aCodeWorksOnceForItsRedirectUrlAndNotLong() {
        var code = code();
        exchange(code).expect(200);
        refused(exchange(code), "invalid_grant", "BAD_AUTH_CODE");
        var elsewhere = token(
                "2026-03", Map.of("grant_type", "authorization_code", "code", code(), "redirect_uri", BACK + "/other"));
        refused(elsewhere, "invalid_grant", "MISMATCH_REDIRECT_URI_AUTH_CODE");
        var late = code();
        world.clock.advance(Duration.ofMinutes(10));
        refused(exchange(late), "invalid_grant", "EXPIRED_AUTH_CODE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03", "2026-09", "v3"})
    void onlyAFormBodyIsReadAndOnlyInKnownVersions(String version) {
        var grant = Map.of("grant_type", "authorization_code", "code", code(), "redirect_uri", BACK.toString());
        var all = new LinkedHashMap<>(grant);
        all.putAll(Map.of("client_id", app.clientId(), "client_secret", app.clientSecret()));
        var path = "/oauth/" + version + "/token";
        client.send("POST", path, "{}", "application/json").expect(415);
        refused(
                client.send("POST", path + "?" + form(all), "", "application/x-www-form-urlencoded"),
                "invalid_client",
                "BAD_CLIENT_ID");
        client.get(path).expect(405);
        token("v1", grant).expect(404);
        token(version, grant).expect(200);
    }

    @Test
    void aWrongSecretAndAWrongGrantHaveDifferentErrors() {
        refused(token("v3", Map.of("client_secret", "x")), "invalid_client", "BAD_CLIENT_SECRET");
        refused(token("v3", Map.of("grant_type", "password")), "unsupported_grant_type", "BAD_GRANT_TYPE");
        refused(refresh("na1-unknown"), "invalid_grant", "BAD_REFRESH_TOKEN");
        assertThat(app.traffic().calls("POST oauth/token refresh_token")).isEqualTo(1);
    }

    @Test
    void anAccessTokenIsValidForThirtyMinutesAndIsRefreshed() {
        var tokens = exchange(code());
        world.clock.advance(Duration.ofSeconds(1_799));
        with(tokens).get(DETAILS).expect(200);
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(with(tokens).get(DETAILS).expect(401).at("/category")).isEqualTo("EXPIRED_AUTHENTICATION");
        var fresh = refresh(tokens.at("/refresh_token"));
        with(fresh).get(DETAILS).expect(200);
        assertThat(fresh.at("/refresh_token")).isEqualTo(tokens.at("/refresh_token"));
    }

    @Test
    void aRotatedRefreshTokenIsInvalidOnceTheNewOneIsUsed() {
        app.rotation(RefreshTokenRotation.OLD_DIES_WITH_USE_OF_NEW);
        var first = exchange(code()).at("/refresh_token");
        var second = refresh(first).expect(200).at("/refresh_token");
        assertThat(second).isNotEqualTo(first);
        // the answer may have been lost: the old one still works
        refresh(first).expect(200);
        refresh(second).expect(200);
        refused(refresh(first), "invalid_grant", "BAD_REFRESH_TOKEN");
    }

    @Test
    void aRotatedRefreshTokenMayBeInvalidAtOnce() {
        app.rotation(RefreshTokenRotation.OLD_DIES_AT_ONCE);
        var first = exchange(code()).at("/refresh_token");
        var second = refresh(first).expect(200).at("/refresh_token");
        refused(refresh(first), "invalid_grant", "BAD_REFRESH_TOKEN");
        refresh(second).expect(200);
    }

    @Test
    void aLostAnswerToARotationLosesTheGrant() {
        app.rotation(RefreshTokenRotation.OLD_DIES_AT_ONCE);
        var first = exchange(code()).at("/refresh_token");
        world.hubSpot.faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", "/oauth/.*/token", 1, Duration.ZERO));
        assertThatThrownBy(() -> refresh(first)).isInstanceOf(UncheckedIOException.class);
        refused(refresh(first), "invalid_grant", "BAD_REFRESH_TOKEN");
    }

    @Test
    void anUninstallInvalidatesAllTokensAndARevocationOnlyTheRefreshToken() {
        var tokens = exchange(code());
        var revoked = client.send(
                "POST",
                "/oauth/2026-09/token/revoke",
                form(Map.of(
                        "client_id", app.clientId(),
                        "client_secret", app.clientSecret(),
                        "token", tokens.at("/refresh_token"))),
                "application/x-www-form-urlencoded");
        assertThat(revoked.status()).isEqualTo(204);
        refused(refresh(tokens.at("/refresh_token")), "invalid_grant", "BAD_REFRESH_TOKEN");
        with(tokens).get(DETAILS).expect(200);
        var again = exchange(code());
        app.uninstall(world.portal);
        assertThat(with(again).get(DETAILS).expect(401).at("/category")).isEqualTo("INVALID_AUTHENTICATION");
        refused(refresh(again.at("/refresh_token")), "invalid_grant", "BAD_REFRESH_TOKEN");
        assertThat(app.isInstalledIn(world.portal)).isFalse();
    }

    @Test
    void introspectionDescribesAToken() {
        var tokens = exchange(code());
        var access = introspect(tokens.at("/access_token"));
        assertThat(access.json().path("active").asBoolean()).isTrue();
        assertThat(access.json().path("hub_id").asLong()).isEqualTo(world.portal.id());
        assertThat(access.json().path("app_id").asLong()).isEqualTo(app.id());
        assertThat(access.json().path("expires_in").asInt()).isEqualTo(1_800);
        assertThat(access.json().path("is_private_distribution").asBoolean()).isFalse();
        assertThat(introspect(tokens.at("/refresh_token")).at("/token_use")).isEqualTo("refresh_token");
        assertThat(introspect("nothing").json().path("active").asBoolean()).isFalse();
    }

    private HubSpotClient.Reply introspect(String token) {
        return client.send(
                        "POST",
                        "/oauth/2026-09/token/introspect",
                        form(Map.of("client_id", app.clientId(), "client_secret", app.clientSecret(), "token", token)),
                        "application/x-www-form-urlencoded")
                .expect(200);
    }

    @Test
    void aMarketplaceAppHas110CallsInTenSecondsAndNoDay() {
        world.portal.rateLimit(3);
        world.portal.dailyLimit(0);
        var tokens = exchange(code());
        var answer = with(tokens).get(DETAILS).expect(200);
        assertThat(answer.header("X-HubSpot-RateLimit-Max")).isEqualTo("110");
        assertThat(answer.header("X-HubSpot-RateLimit-Daily")).isEmpty();
        // another token of the same installation uses the same window
        var other = with(refresh(tokens.at("/refresh_token")));
        for (var call = 2; call <= 110; call++) {
            other.get(DETAILS).expect(200);
        }
        assertThat(with(tokens).get(DETAILS).expect(429).at("/policyName")).isEqualTo("TEN_SECONDLY_ROLLING");
    }
}
