package musubi.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import musubi.hubspot.OAuthException.Kind;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Json;
import musubi.sandbox.http.WebServer;
import musubi.system.trace.Traces;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each answer of the token endpoint means. */
class HubSpotOAuthTests {

    private static final URI BACK = URI.create("https://musubi.example.com/hubspot/callback");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private HubSpotOAuth oauth(URI api, String moreScopes) {
        return oauth(api, moreScopes, "");
    }

    private HubSpotOAuth oauth(URI api, String moreScopes, String optionalScopes) {
        return new HubSpotOAuth(
                new HubSpotSettings(
                        api,
                        URI.create("https://app.hubspot.com"),
                        "2026-09",
                        null,
                        "the-id",
                        "the-secret",
                        moreScopes,
                        optionalScopes,
                        Duration.ofSeconds(1)),
                metrics,
                Traces.OFF);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"error":"invalid_grant","status":"BAD_REFRESH_TOKEN"}       | GRANT_REFUSED
            400 | {"status":"BAD_REFRESH_TOKEN","message":"missing or invalid"} | GRANT_REFUSED
            401 | {"error":"invalid_grant"}                                     | GRANT_REFUSED
            400 | {"error":"invalid_client","status":"BAD_CLIENT_ID"}           | APP_REFUSED
            401 | {"status":"BAD_CLIENT_SECRET"}                                | APP_REFUSED
            400 | {"status":"error","category":"VALIDATION_ERROR"}              | UNAVAILABLE
            403 | <html>blocked</html>                                          | UNAVAILABLE
            404 | {}                                                            | UNAVAILABLE
            429 | {"error":"invalid_grant"}                                     | UNAVAILABLE
            500 | {"error":"invalid_grant"}                                     | UNAVAILABLE
            200 | <html>maintenance</html>                                      | UNAVAILABLE
            200 | {"access_token":"a","expires_in":1800,"hub_id":1}             | UNAVAILABLE
            """)
    void onlyWhatSaysSoEndsAGrant(int status, String body, Kind kind) {
        try (var server = WebServer.start(0, request -> Answer.text(status, body))) {
            assertThatThrownBy(() -> oauth(server.url(), "").refresh("the-refresh-token"))
                    .isInstanceOfSatisfying(
                            OAuthException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                    .hasMessageNotContainingAny("the-refresh-token", "the-secret", "invalid");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "TRICKLE", "FLOOD"})
    void tokensThatDoNotComeAreGivenUp(Fault.Kind kind) {
        try (var server = WebServer.start(0, request -> Answer.text(200, " ".repeat(200)));
                var oauth = oauth(server.url(), "")) {
            var delay = Duration.ofMillis(kind == Fault.Kind.TRICKLE ? 500 : 120_000);
            server.faults().add(Fault.of(kind, "*", ".*", -1, delay));
            for (var call : List.<ThrowingCallable>of(
                    () -> oauth.refresh("r"), () -> oauth.exchange("c", BACK), () -> oauth.revoke("r"))) {
                var start = System.nanoTime();
                assertThatThrownBy(call)
                        .isInstanceOfSatisfying(
                                OAuthException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(100));
            }
            assertThat(metrics.get("musubi.hubspot.requests")
                            .tags("operation", "oauth", "status", "none")
                            .counter()
                            .count())
                    .isEqualTo(3);
        }
    }

    @Test
    void aGatewaysPageIsToldByItsStatusAndType() {
        try (var server = WebServer.start(
                        0, request -> Answer.text(400, "<html>secret words").with("Content-Type", "text/html"));
                var oauth = oauth(server.url(), "")) {
            assertThatThrownBy(() -> oauth.refresh("r"))
                    .hasMessageContaining("status 400, text/html")
                    .hasMessageNotContaining("secret words")
                    .isInstanceOfSatisfying(OAuthException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
                        assertThat(e.foreignType()).contains("text/html");
                    });
        }
    }

    @Test
    void whereNobodyListensOneMayComeLater() {
        URI gone;
        try (var server = WebServer.start(0, request -> Answer.empty(200))) {
            gone = server.url();
        }
        assertThatThrownBy(() -> oauth(gone, "").refresh("x"))
                .isInstanceOfSatisfying(
                        OAuthException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void theParametersAreInTheBodyAlone() {
        try (var server = WebServer.start(0, request -> {
            var form = request.form();
            var right = request.query().isEmpty()
                    && request.path().equals("/oauth/2026-09/token")
                    && form.equals(Map.of(
                            "grant_type", "authorization_code",
                            "code", "a code",
                            "redirect_uri", BACK.toString(),
                            "client_id", "the-id",
                            "client_secret", "the-secret"));
            var answer = Json.object()
                    .put("access_token", "a")
                    .put("refresh_token", "r")
                    .put("expires_in", 1_800)
                    .put("hub_id", 7);
            answer.putArray("scopes").add("oauth");
            return Answer.json(right ? 200 : 400, answer);
        })) {
            var tokens = oauth(server.url(), "").exchange("a code", BACK);
            assertThat(tokens.portalId()).isEqualTo(7);
            assertThat(tokens.lifetime()).isEqualTo(Duration.ofMinutes(30));
            assertThat(tokens.scopes()).containsExactly("oauth");
            assertThat(tokens).hasToString("OAuthTokens[portalId=7]");
        }
    }

    @Test
    void aLinkAsksForAllThatTheAppRequires() {
        var url = oauth(URI.create("http://localhost"), "oauth automation").authorizeUrl(BACK, "s");
        assertThat(url.toString())
                .startsWith("https://app.hubspot.com/oauth/authorize?client_id=the-id&redirect_uri=https%3A%2F%2F")
                .contains("crm.schemas.contacts.write%20oauth%20automation&")
                .endsWith("&state=s");
    }

    /** HubSpot refuses a link that asks for what the app does not declare, so nobody is asked unless it is set. */
    @Test
    void anInstallLinkAsksForTheOptionalScopesThatAreSet() {
        var api = URI.create("http://localhost");
        assertThat(oauth(api, "", "crm.lists.read  crm.lists.write")
                        .authorizeUrl(BACK, "s")
                        .toString())
                .contains("&optional_scope=crm.lists.read%20crm.lists.write&")
                .endsWith("&state=s");
        assertThat(oauth(api, "").authorizeUrl(BACK, "s").toString()).doesNotContain("optional_scope");
    }
}
