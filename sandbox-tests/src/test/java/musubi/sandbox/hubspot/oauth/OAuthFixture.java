package musubi.sandbox.hubspot.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import musubi.sandbox.http.Request;
import musubi.sandbox.hubspot.AppOptions;
import musubi.sandbox.hubspot.DeveloperApp;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.OAuthServer;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;

/** A developer app, a browser that installs it and a client of the token endpoints. */
abstract class OAuthFixture {
    static final URI BACK = URI.create("https://musubi.example.com/hubspot/callback");
    static final String SCOPES =
            "crm.objects.contacts.read crm.objects.contacts.write crm.schemas.contacts.read crm.schemas.contacts.write";
    static final String DETAILS = "/account-info/2026-09/details";

    final PortalWorld world = new PortalWorld();
    final OAuthServer oauth = world.hubSpot.oauth();
    final DeveloperApp app = oauth.addApp(AppOptions.redirectingTo(BACK));
    final HubSpotClient client = new HubSpotClient(world.hubSpot.url(), "");

    @AfterEach
    void close() {
        world.close();
    }

    static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    Map<String, String> query() {
        return new LinkedHashMap<>(Map.of(
                "client_id", app.clientId(), "redirect_uri", BACK.toString(), "scope", SCOPES, "state", "a b&c"));
    }

    URI link(Map<String, String> query) {
        return URI.create(world.hubSpot.url() + "/oauth/authorize?" + form(query));
    }

    static Map<String, String> parameters(URI address) {
        return new Request("GET", "", address.getRawQuery(), Map.of(), new byte[0]).parameters();
    }

    String code() {
        return parameters(oauth.connect(link(query()), world.portal)).getOrDefault("code", "");
    }

    HubSpotClient.Reply token(String version, Map<String, String> more) {
        var values = new LinkedHashMap<>(Map.of("client_id", app.clientId(), "client_secret", app.clientSecret()));
        values.putAll(more);
        return client.send(
                "POST",
                "/oauth/" + version + "/token",
                form(values),
                "application/x-www-form-urlencoded;charset=utf-8");
    }

    HubSpotClient.Reply exchange(String code) {
        return token(
                "2026-09", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", BACK.toString()));
    }

    HubSpotClient.Reply refresh(String refreshToken) {
        return token("2026-09", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    HubSpotClient with(HubSpotClient.Reply tokens) {
        return new HubSpotClient(world.hubSpot.url(), tokens.expect(200).at("/access_token"));
    }

    void refused(HubSpotClient.Reply reply, String error, String status) {
        reply.expect(400);
        assertThat(reply.at("/error")).isEqualTo(error);
        assertThat(reply.at("/status")).isEqualTo(status);
        assertThat(reply.at("/message")).isNotEmpty().isEqualTo(reply.at("/error_description"));
    }
}
