package musubi.sandbox.hubspot;

import static musubi.sandbox.hubspot.Client.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthTests {

    private static final URI BACK = URI.create("https://musubi.example.com/hubspot/callback");
    private static final String SCOPES =
            "crm.objects.contacts.read crm.objects.contacts.write crm.schemas.contacts.read crm.schemas.contacts.write";
    private static final String DETAILS = "/account-info/2026-09/details";

    private final World world = new World();
    private final OAuthServer oauth = world.hubSpot.oauth();
    private final DeveloperApp app = oauth.addApp(AppOptions.redirectingTo(BACK));
    private final Client client = new Client(world.hubSpot.url(), "");

    @AfterEach
    void close() {
        world.close();
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Map<String, String> query() {
        return new LinkedHashMap<>(Map.of(
                "client_id", app.clientId(), "redirect_uri", BACK.toString(), "scope", SCOPES, "state", "a b&c"));
    }

    private URI link(Map<String, String> query) {
        return URI.create(world.hubSpot.url() + "/oauth/authorize?" + form(query));
    }

    private static Map<String, String> parameters(URI address) {
        return new Request("GET", "", address.getRawQuery(), Map.of(), new byte[0]).parameters();
    }

    private String code() {
        return parameters(oauth.connect(link(query()), world.portal)).getOrDefault("code", "");
    }

    private Client.Reply token(String version, Map<String, String> more) {
        var values = new LinkedHashMap<>(Map.of("client_id", app.clientId(), "client_secret", app.clientSecret()));
        values.putAll(more);
        return client.send(
                "POST",
                "/oauth/" + version + "/token",
                form(values),
                "application/x-www-form-urlencoded;charset=utf-8");
    }

    private Client.Reply exchange(String code) {
        return token(
                "2026-09", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", BACK.toString()));
    }

    private Client.Reply refresh(String refreshToken) {
        return token("2026-09", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private Client with(Client.Reply tokens) {
        return new Client(world.hubSpot.url(), tokens.expect(200).at("/access_token"));
    }

    private void refused(Client.Reply reply, String error, String status) {
        reply.expect(400);
        assertThat(reply.at("/error")).isEqualTo(error);
        assertThat(reply.at("/status")).isEqualTo(status);
        assertThat(reply.at("/message")).isNotEmpty().isEqualTo(reply.at("/error_description"));
    }

    @Test
    void whoClicksConnectIsSentBackWithACodeThatOpensThePortal() {
        var page = client.get("/oauth/authorize?" + form(query())).expect(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.text()).contains("Musubi", "Portal " + world.portal.id(), "crm.objects.contacts.write");
        var clicked = client.send(
                        "POST",
                        "/oauth/authorize?" + form(query()),
                        "portalId=" + world.portal.id() + "&answer=connect",
                        "application/x-www-form-urlencoded")
                .expect(302);
        var back = parameters(URI.create(clicked.header("location")));
        assertThat(clicked.header("location")).startsWith(BACK + "?code=");
        assertThat(back).containsEntry("state", "a b&c");
        var tokens = exchange(back.getOrDefault("code", "")).expect(200);
        assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(1_800);
        assertThat(tokens.at("/token_type")).isEqualTo("bearer");
        assertThat(tokens.at("/token_use")).isEqualTo("access_token");
        assertThat(tokens.json().path("hub_id").asLong()).isEqualTo(world.portal.id());
        assertThat(tokens.json().path("user_id").asLong()).isPositive();
        assertThat(tokens.json().path("scopes").toString()).contains("crm.schemas.contacts.write");
        assertThat(with(tokens).get(DETAILS).expect(200).json().path("portalId").asLong())
                .isEqualTo(world.portal.id());
        assertThat(app.isInstalledIn(world.portal)).isTrue();
    }

    @Test
    void whoClicksCancelIsSentBackWithAnError() {
        var clicked = client.send(
                        "POST",
                        "/oauth/authorize?" + form(query()),
                        "answer=cancel",
                        "application/x-www-form-urlencoded")
                .expect(302);
        assertThat(parameters(URI.create(clicked.header("location"))))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "a b&c")
                .containsKey("error_description")
                .doesNotContainKey("code");
        assertThat(oauth.cancel(link(query()))).hasToString(clicked.header("location"));
    }

    @Test
    void aLinkForOnePortalOffersOnlyThatOne() {
        var other = world.hubSpot.addPortal(PortalOptions.defaults());
        assertThat(client.get("/oauth/%d/authorize?%s".formatted(other.id(), form(query())))
                        .expect(200)
                        .text())
                .contains("Portal " + other.id())
                .doesNotContain("Portal " + world.portal.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client_id      | nobody                        | client ID
            redirect_uri   | https://evil.example.com/     | registered redirect URL
            scope          | crm.objects.contacts.read     | insufficient
            scope          | +automation                   | mismatch
            optional_scope | automation                    | mismatch
            """)
    void aLinkThatDoesNotFitTheAppIsAnErrorPage(String parameter, String value, String words) {
        var query = query();
        query.put(parameter, value.startsWith("+") ? SCOPES + " " + value.substring(1) : value);
        var page = client.get("/oauth/authorize?" + form(query)).expect(400);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.text()).contains(words);
        assertThatThrownBy(() -> oauth.connect(link(query), world.portal)).hasMessageContaining(words);
    }

    @Test
    void optionalScopesAreGrantedWhenAskedFor() {
        var query = query();
        query.put("optional_scope", "crm.objects.owners.read");
        var code = parameters(oauth.connect(link(query), world.portal)).getOrDefault("code", "");
        assertThat(exchange(code).json().path("scopes").toString()).contains("crm.objects.owners.read");
    }

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
    void aWrongSecretOrGrantIsToldApart() {
        refused(token("v3", Map.of("client_secret", "x")), "invalid_client", "BAD_CLIENT_SECRET");
        refused(token("v3", Map.of("grant_type", "password")), "unsupported_grant_type", "BAD_GRANT_TYPE");
        refused(refresh("na1-unknown"), "invalid_grant", "BAD_REFRESH_TOKEN");
        assertThat(app.traffic().calls("POST oauth/token refresh_token")).isEqualTo(1);
    }

    @Test
    void anAccessTokenLivesThirtyMinutesAndIsRefreshed() {
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
    void aRotatedRefreshTokenDiesWithTheUseOfTheNewOne() {
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
    void aRotatedRefreshTokenMayDieAtOnce() {
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
    void anUninstallKillsAllTokensAndARevocationTheRefreshTokenAlone() {
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
    void introspectionTellsWhatATokenIs() {
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

    private Client.Reply introspect(String token) {
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

    @Test
    void aScopeThatWasNotGrantedIsMissing() {
        var narrow = oauth.addApp(AppOptions.redirectingTo(BACK)
                .client("narrow", "secret")
                .scopes(Set.of("oauth"), Set.of())
                .distribution(AppDistribution.PRIVATE));
        var query = query();
        query.put("client_id", "narrow");
        query.put("scope", "oauth");
        var code = parameters(oauth.connect(link(query), world.portal)).getOrDefault("code", "");
        var tokens = token(
                "v3",
                Map.of(
                        "client_id",
                        "narrow",
                        "client_secret",
                        narrow.clientSecret(),
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        BACK.toString()));
        assertThat(with(tokens).get(CONTACTS).expect(403).at("/category")).isEqualTo("MISSING_SCOPES");
        assertThat(with(tokens).get(DETAILS).expect(200).header("X-HubSpot-RateLimit-Daily"))
                .isNotEmpty();
    }

    @Test
    void redirectUrlsAreHttpsOrLocal() {
        assertThatThrownBy(() -> AppOptions.redirectingTo(URI.create("http://musubi.example.com/")))
                .hasMessageContaining("https");
        AppOptions.redirectingTo(URI.create("http://localhost:8080/hubspot/callback"));
    }
}
