package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.ChannelOptions;
import musubi.testing.AppWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that go by an installed app, or change between an app and a token. */
class AppConnectionTests {

    @RegisterExtension
    static final AppWorld WORLD = AppWorld.shared();

    private final Portal portal = WORLD.newPortal();
    private final AppWorld.Browser browser = WORLD.new Browser();

    @AfterEach
    void noFaultIsLeft() {
        WORLD.world().hubspot().faults().clear();
    }

    private URI connect(URI next) {
        return WORLD.world().hubspot().oauth().connect(next, portal);
    }

    @Test
    void aConnectionWithATokenGoesOverToTheApp() {
        var connection = WORLD.world().connect(portal, Map.of());
        assertThat(WORLD.health(connection)).containsEntry("access", "TOKEN");
        var link = WORLD.link(connection.id());
        assertThat(browser.follow(connect(browser.open(link))).statusCode()).isEqualTo(200);
        assertThat(WORLD.health(connection)).containsEntry("access", "OAUTH").containsEntry("state", "ACTIVE");
        portal.revokeToken(portal.accessToken());
        connection.pointWebhooksHere();
        var friend = connection.channel().newUser("すみれ");
        friend.follow();
        connection.drained();
        assertThat(connection.contact(friend)).isPresent();
    }

    @Test
    void anotherPortalThanTheConnectionsIsRefusedAndNotKept() {
        var connection = WORLD.world().connect(WORLD.newPortal(), Map.of());
        var link = WORLD.link(connection.id());
        var page = browser.follow(connect(browser.open(link)));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("別のHubSpotアカウント", Long.toString(portal.id()));
        assertThat(WORLD.install(link).path("problem").asString()).contains("Another HubSpot portal");
        assertThat(WORLD.health(connection)).containsEntry("access", "TOKEN");
        assertThat(WORLD.app().isInstalledIn(portal)).isFalse();
        var refused = WORLD.world().api("POST", "/api/hubspot/installs", Map.of("connectionId", UUID.randomUUID()));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TestWorld.json(refused).at("/errors/0/field").asString()).isEqualTo("connectionId");
    }

    @Test
    void aConnectionMayChangeBetweenAppAndToken() {
        WORLD.install(portal);
        var connection = WORLD.connect(portal);
        var path = "/api/connections/" + connection.id();
        var both = Map.of("hubspot", Map.of("portalId", portal.id(), "accessToken", portal.accessToken()));
        assertThat(WORLD.world().api("PATCH", path, both).statusCode()).isEqualTo(400);
        var other = Map.of("hubspot", Map.of("portalId", portal.id() + 1));
        assertThat(WORLD.world().api("PATCH", path, other).statusCode()).isEqualTo(422);
        assertThat(WORLD.health(connection)).containsEntry("access", "OAUTH");
        var token = Map.of("hubspot", Map.of("accessToken", portal.accessToken()));
        assertThat(WORLD.world().api("PATCH", path, token).statusCode()).isEqualTo(200);
        assertThat(WORLD.health(connection)).containsEntry("access", "TOKEN");
        // nobody goes by the app any more: its tokens are given back
        assertThat(WORLD.app().isInstalledIn(portal)).isFalse();
        var app = Map.of("hubspot", Map.of("portalId", portal.id()));
        assertThat(WORLD.world().api("PATCH", path, app).statusCode()).isEqualTo(422);
        WORLD.install(portal);
        assertThat(WORLD.world().api("PATCH", path, app).statusCode()).isEqualTo(200);
        assertThat(WORLD.health(connection)).containsEntry("access", "OAUTH");
    }

    @Test
    void theLastConnectionTakesTheGrantWithIt() {
        WORLD.install(portal);
        var first = WORLD.connect(portal);
        var second = WORLD.connect(portal);
        WORLD.world().api("DELETE", "/api/connections/" + first.id(), null);
        assertThat(WORLD.app().isInstalledIn(portal)).isTrue();
        // HubSpot may be away then: the connection goes all the same
        WORLD.world().hubspot().faults().add(Fault.answer("POST", "/oauth/.*/revoke", 1, 503, ""));
        assertThat(WORLD.world()
                        .api("DELETE", "/api/connections/" + second.id(), null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(WORLD.app().isInstalledIn(portal)).isTrue();
        WORLD.install(portal);
        var third = WORLD.connect(portal);
        WORLD.world().api("DELETE", "/api/connections/" + third.id(), null);
        assertThat(WORLD.world()
                        .database()
                        .jdbc()
                        .sql("select count(*) from hubspot_grant where portal_id = :portal")
                        .param("portal", portal.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aPortalWithoutTheAppIsRefused() {
        var channel = WORLD.world().line().addChannel(ChannelOptions.named("Shop"));
        var body = Map.of(
                "name",
                "Shop",
                "line",
                Map.of("channelSecret", channel.secret(), "channelAccessToken", channel.accessToken()),
                "hubspot",
                Map.of("portalId", portal.id()));
        var refused = WORLD.world().api("POST", "/api/connections", body);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(TestWorld.json(refused).at("/errors/0/field").asString()).isEqualTo("hubspot.portalId");
        assertThat(refused.body()).contains("/api/hubspot/installs");
    }
}
