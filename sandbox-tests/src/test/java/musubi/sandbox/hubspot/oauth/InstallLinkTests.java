package musubi.sandbox.hubspot.oauth;

import static musubi.sandbox.hubspot.HubSpotClient.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.hubspot.AppDistribution;
import musubi.sandbox.hubspot.AppOptions;
import musubi.sandbox.hubspot.PortalOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Install links, the consent page and the scopes that an installation grants. */
class InstallLinkTests extends OAuthFixture {

    @Test
    void connectRedirectsWithACodeForThePortal() {
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
    void cancelRedirectsWithAnError() {
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
