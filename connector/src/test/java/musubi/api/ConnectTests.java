package musubi.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import musubi.hubspot.PortalAccess;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    ConnectTests() {
        super(WORLD);
    }

    private static final String CREATE_PROPERTIES = ".*/properties/.*/batch/create";

    @Test
    void aConnectionIsMadeAndTold() {
        var channel = newChannel();
        var portal = newPortal();
        var reply = connect(channel, portal);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(201);
        var id = UUID.fromString(reply.text("/id"));
        var url = "https://musubi.example.com/webhooks/line/" + id;
        assertThat(reply.body())
                .hasToString("""
                {"id":"%s","name":"Shop Ginza","serial":1,"state":"ACTIVE","paused":false,"pausedAt":null,\
                "webhookUrl":"%s",\
                "line":{"botUserId":"%s","basicId":"%s","displayName":"Shop"},"hubspot":{"portalId":%d,"access":"TOKEN"},\
                "options":{"autoCreateContacts":true,"useOutsideLineIds":true,"createTaskOnMessage":false,\
                "askEmailOnLogin":false,"language":"ja","quietHours":{"from":"21:00","to":"09:00"},"quotaReserve":0,\
                "pricePerMessage":null,"utm":null,"estimateOpens":false,"updateContacts":"ALL","noteOnContact":"NONE",\
                "optOutWords":["配信停止"],"optInWords":["配信再開"],\
                "optOutAnswer":"配信を停止しました。再開するときは「配信再開」と送信してください。",\
                "optInAnswer":"配信を再開しました。停止するときは「配信停止」と送信してください。"},"problems":[]}""".formatted(id, url, channel.botUserId(), channel.basicId(), portal.id()));
        assertThat(channel.webhookEndpoint()).contains(url);
        assertThat(call("GET", "/api/connections/" + id, "").body()).isEqualTo(reply.body());
        var connection = connections.find(id).orElseThrow();
        assertThat(connection.japanese()).isTrue();
        assertThat(connection.timeZone()).hasToString("Asia/Tokyo");
        assertThat(connections.channelSecrets(id))
                .singleElement()
                .satisfies(secret -> assertThat(new String(secret, UTF_8)).isEqualTo(channel.secret()));
        assertThat(connections.lineChannel(id).credentials()).isEqualTo(new LongLived(channel.accessToken()));
        assertThat(connections.hubspot(id)).isEqualTo(new PortalAccess(portal.id(), portal.accessToken()));
    }

    @Test
    void aSecondAccountOfAPortalGetsSerial2AndItsOwnProperties() {
        var portal = newPortal();
        connect(newChannel(), portal);
        var second = connect(newChannel(), portal);
        assertThat(second.body().path("serial").asInt()).isEqualTo(2);
        assertThat(find(portal, "line_user_id_2").label()).isEqualTo("LINE User ID _ 2");
        assertThat(find(portal, "line_user_id").label()).isEqualTo("LINE User ID");
    }

    @Test
    void anAccountThatComesBackFindsItsOwnSerial() {
        var portal = newPortal();
        var first = newChannel();
        var second = newChannel();
        var id = connect(first, portal).text("/id");
        connect(second, portal);
        assertThat(call("DELETE", "/api/connections/" + id, "").status()).isEqualTo(204);
        assertThat(connect(newChannel(), portal).body().path("serial").asInt()).isEqualTo(3);
        assertThat(connect(first, portal).body().path("serial").asInt()).isEqualTo(1);
    }

    @Test
    void twoConnectedAtTheSameTimeGetDifferentSerials() throws Exception {
        var portal = newPortal();
        var connects = new ArrayList<Callable<Reply>>();
        for (var i = 0; i < 4; i++) {
            var channel = newChannel();
            connects.add(() -> connect(channel, portal));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var serials = new ArrayList<Integer>();
            for (var reply : threads.invokeAll(connects)) {
                assertThat(reply.get().status()).isEqualTo(201);
                serials.add(reply.get().body().path("serial").asInt());
            }
            assertThat(serials).containsExactlyInAnyOrder(1, 2, 3, 4);
        }
    }

    @Test
    void theSameAccountTwiceIsAConflict() {
        var channel = newChannel();
        var portal = newPortal();
        connect(channel, portal);
        assertThat(connect(channel, newPortal()).refusedWith(409).text("/detail"))
                .contains("Shop Ginza");
        connect(channel, portal).refusedWith(409);
    }

    @Test
    void theSameAccountTwiceAtTheSameTimeIsOneConnection() throws Exception {
        var channel = newChannel();
        List<Callable<Reply>> both = List.of(() -> connect(channel, newPortal()), () -> connect(channel, newPortal()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var reply : threads.invokeAll(both)) {
                statuses.add(reply.get().status());
            }
            assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void withoutATokenStatelessOnesAreIssued() {
        var channel = newChannel();
        var request = request(channel, newPortal());
        request.putObject("line").put("channelSecret", channel.secret()).put("channelId", channel.id());
        var reply = post(request);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(connections.lineChannel(UUID.fromString(reply.text("/id"))).credentials())
                .isEqualTo(new Stateless(channel.id(), channel.secret()));
    }

    @Test
    void aWrongChannelSecretIsFoundOutWhereTheChannelIdIsKnown() {
        var channel = newChannel();
        var request = request(channel, newPortal());
        request.putObject("line")
                .put("channelSecret", "0123456789abcdef0123456789abcdef")
                .put("channelAccessToken", channel.accessToken())
                .put("channelId", channel.id());
        assertThat(fields(post(request).refusedWith(422))).containsExactly("line.channelSecret");
    }

    @Test
    void everythingThatIsWrongOnBothSidesIsToldAtOnce() {
        var request = json().put("name", "Shop");
        request.putObject("line").put("channelSecret", "x").put("channelAccessToken", "wrong");
        request.putObject("hubspot").put("accessToken", "wrong");
        var reply = post(request).refusedWith(422);
        assertThat(fields(reply)).containsExactly("line.channelAccessToken", "hubspot.accessToken");
        assertThat(reply.text("/detail")).contains("LINE does not accept").contains("HubSpot does not accept");
        assertThat(reply.body().toString()).doesNotContain("wrong");
    }

    @Test
    void everyMissingScopeIsNamedAndNothingIsWritten() {
        var portal = world.hubspot()
                .addPortal(PortalOptions.defaults().scopes(Set.of("oauth", "crm.objects.contacts.read")));
        var properties = portal.properties();
        var reply = connect(newChannel(), portal).refusedWith(422);
        assertThat(reply.text("/detail"))
                .contains("crm.objects.contacts.write", "crm.schemas.contacts.read", "crm.schemas.contacts.write")
                .doesNotContain("crm.objects.contacts.read");
        assertThat(reply.body().path("errors").size()).isEqualTo(3);
        assertThat(portal.properties()).isEqualTo(properties);
        assertThat(portal.contacts()).isEmpty();
    }

    @Test
    void tryingAPortalMakesNothingInIt() {
        var portal = newPortal();
        var properties = portal.properties();
        var request = request(newChannel(), portal);
        request.putObject("line").put("channelSecret", "x").put("channelAccessToken", "wrong");
        post(request).refusedWith(422);
        assertThat(portal.properties()).isEqualTo(properties);
        assertThat(portal.contacts()).isEmpty();
    }

    @Test
    void aPlatformWithAProblemOfItsOwnIsTold() {
        world.line().faults().add(Fault.answer("GET", "/v2/bot/info", 1, 503, "{}"));
        world.hubspot().faults().add(Fault.answer("GET", ".*/details", 1, 502, ""));
        var reply = connect(newChannel(), newPortal()).refusedWith(502);
        assertThat(reply.text("/detail")).contains("LINE has a problem").contains("HubSpot cannot do this now");
    }

    @Test
    void aPlatformThatCannotBeReachedIsTold() {
        world.line().faults().add(Fault.of(Fault.Kind.CUT_BEFORE, "GET", "/v2/bot/info", -1, Duration.ZERO));
        world.hubspot().faults().add(Fault.of(Fault.Kind.CUT_BEFORE, "GET", ".*/details", -1, Duration.ZERO));
        assertThat(connect(newChannel(), newPortal()).refusedWith(502).text("/detail"))
                .contains("HubSpot cannot be reached at 127.0.0.1")
                .contains("LINE did not answer");
    }

    @Test
    void aCallThatFailsHalfWayLeavesNothingThatASecondTripsOver() {
        var portal = newPortal();
        var channel = newChannel();
        // the first such call only asks for the scope
        world.hubspot().faults().add(Fault.of(Fault.Kind.DELAY, "POST", CREATE_PROPERTIES, 1, Duration.ZERO));
        world.hubspot().faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", CREATE_PROPERTIES, 1, Duration.ZERO));
        connect(channel, portal).refusedWith(502);
        assertThat(connections.all()).isEmpty();
        assertThat(find(portal, "line_user_id").hasUniqueValue()).isTrue();
        var reply = connect(channel, portal);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body().path("serial").asInt()).isEqualTo(1);
    }

    @Test
    void anAddressThatLineDoesNotTakeIsAProblemAndNotTheEnd() {
        world.line()
                .faults()
                .add(Fault.answer(
                        "PUT",
                        "/v2/bot/channel/webhook/endpoint",
                        1,
                        400,
                        "{\"message\":\"Invalid webhook endpoint URL\"}"));
        var reply = connect(newChannel(), newPortal());
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/problems/0/title")).isEqualTo("The webhook URL is not set at LINE");
        assertThat(reply.text("/problems/0/detail")).contains("https").contains(reply.text("/webhookUrl"));
        var again = patch(reply.text("/id"), json());
        assertThat(again.body().path("problems").size()).isZero();
    }

    @Test
    void webhooksSwitchedOffAreAProblemUntilTheyAreOn() {
        var channel = newChannel();
        channel.useWebhook(false);
        var reply = connect(channel, newPortal());
        assertThat(reply.text("/problems/0/title")).isEqualTo("Webhooks are switched off at LINE");
        assertThat(reply.text("/problems/0/detail")).contains("Webhookの利用");
        channel.useWebhook(true);
        assertThat(patch(reply.text("/id"), json()).body().path("problems").size())
                .isZero();
    }

    private static PropertyDefinition find(Portal portal, String name) {
        return portal.properties().stream()
                .filter(property -> property.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> fields(Reply reply) {
        return StreamSupport.stream(reply.body().path("errors").spliterator(), false)
                .map(error -> error.path("field").asString(""))
                .collect(Collectors.toList());
    }
}
