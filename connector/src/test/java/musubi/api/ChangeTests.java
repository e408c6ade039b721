package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChangeTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    ChangeTests() {
        super(WORLD);
    }

    private static final Problem REFUSED = new Problem(ProblemCode.HUBSPOT_TOKEN_REFUSED);

    private Channel channel;
    private Portal portal;
    private UUID id;

    @BeforeEach
    void aConnection() {
        channel = newChannel();
        portal = newPortal();
        id = UUID.fromString(connect(channel, portal).text("/id"));
    }

    @Test
    void nameAndOptionsChangeAndTheRestStays() {
        var change = json().put("name", " Shop Osaka ");
        change.putObject("options").put("autoCreateContacts", false).put("createTaskOnMessage", true);
        var reply = change(change);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/name")).isEqualTo("Shop Osaka");
        assertThat(reply.body().path("options")).hasToString("""
                {"autoCreateContacts":false,"useOutsideLineIds":true,"createTaskOnMessage":true,\
                "askEmailOnLogin":false,"language":"ja","quietHours":{"from":"21:00","to":"09:00"},"quotaReserve":0,\
                "pricePerMessage":null,"utm":null,"estimateOpens":false,"updateContacts":"ALL","noteOnContact":"NONE",\
                "optOutWords":["配信停止"],"optInWords":["配信再開"],\
                "optOutAnswer":"配信を停止しました。再開するときは「配信再開」と送信してください。",\
                "optInAnswer":"配信を再開しました。停止するときは「配信停止」と送信してください。"}""");
        assertThat(connections.lineChannel(id).credentials()).isEqualTo(new LongLived(channel.accessToken()));
        assertThat(get()).isEqualTo(reply.body());
    }

    @Test
    void howFriendsStopMessagesIsCheckedAndANullIsTheDefault() {
        var change = json();
        var options = change.putObject("options");
        options.putArray("optOutWords").add(" STOP ").add("ｓｔｏｐ").add("やめる");
        options.put("optOutAnswer", "").put("optInAnswer", "また送ります。");
        var reply = change(change);
        assertThat(reply.body().at("/options/optOutWords")).hasToString("[\"STOP\",\"やめる\"]");
        assertThat(reply.body().at("/options/optInWords")).hasToString("[\"配信再開\"]");
        assertThat(reply.text("/options/optOutAnswer")).isEmpty();
        assertThat(reply.text("/options/optInAnswer")).isEqualTo("また送ります。");
        assertThat(get()).isEqualTo(reply.body());
        var defaults = json();
        defaults.putObject("options").putNull("optOutAnswer").putNull("optInAnswer");
        assertThat(change(defaults).text("/options/optOutAnswer")).contains("「配信再開」");
        assertThat(change(json()).text("/options/optInAnswer")).contains("「STOP」");
        var both = json();
        var words = both.putObject("options");
        words.putArray("optOutWords").add("停止");
        words.putArray("optInWords").add(" 停止");
        change(both).refusedWith(400);
        for (var wrong : List.of("", " ", "x".repeat(51), "a\nb")) {
            var refused = json();
            refused.putObject("options").putArray("optInWords").add(wrong);
            change(refused).refusedWith(400);
        }
        var many = json();
        var all = many.putObject("options").putArray("optOutWords");
        IntStream.range(0, 21).forEach(number -> all.add("word " + number));
        change(many).refusedWith(400);
        var tooLong = json();
        tooLong.putObject("options").put("optOutAnswer", "x".repeat(5_001));
        change(tooLong).refusedWith(400);
        tooLong.putObject("options").put("optOutAnswer", 5);
        change(tooLong).refusedWith(400);
    }

    @Test
    void theLanguageIsThatOfThePortalUntilItIsChosen() {
        var change = json();
        change.putObject("options").put("language", "en");
        assertThat(change(change).text("/options/language")).isEqualTo("en");
        assertThat(change(json()).text("/options/language")).isEqualTo("en");
        change.putObject("options").put("language", "fr");
        change(change).refusedWith(400);
        change.putObject("options").put("language", "ja");
        assertThat(change(change).text("/options/language")).isEqualTo("ja");
    }

    @Test
    void optionsOfBroadcastsChangeAndAreTakenAwayByNull() {
        var change = json();
        var options = change.putObject("options").put("quotaReserve", 500).put("pricePerMessage", 3.50);
        options.putObject("quietHours").put("from", "22:30").put("to", "08:00");
        var changed = change(change).body().path("options");
        assertThat(changed.path("quietHours")).hasToString("{\"from\":\"22:30\",\"to\":\"08:00\"}");
        assertThat(changed.path("quotaReserve").asInt(0)).isEqualTo(500);
        assertThat(changed.path("pricePerMessage")).hasToString("3.5");
        assertThat(change(json()).body().path("options")).isEqualTo(changed);
        var away = json();
        away.putObject("options").putNull("quietHours").putNull("pricePerMessage");
        var without = change(away).body().path("options");
        assertThat(without.path("quietHours").isNull()).isTrue();
        assertThat(without.path("pricePerMessage").isNull()).isTrue();
        assertThat(without.path("quotaReserve").asInt(0)).isEqualTo(500);
        assertThat(get().path("options")).isEqualTo(without);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "options.quietHours | {\"quietHours\": {\"from\": \"21:00\", \"to\": \"21:00\"}}",
                "options.quietHours | {\"quietHours\": {\"from\": \"24:00\", \"to\": \"09:00\"}}",
                "options.quietHours | {\"quietHours\": \"always\"}",
                "options.quotaReserve | {\"quotaReserve\": -1}",
                "options.quotaReserve | {\"quotaReserve\": 1000000001}",
                "options.pricePerMessage | {\"pricePerMessage\": -0.5}",
                "options.pricePerMessage | {\"pricePerMessage\": 0.00001}",
                "options.pricePerMessage | {\"pricePerMessage\": 1E+20}",
                "options.pricePerMessage | {\"pricePerMessage\": \"3\"}"
            })
    void optionsOfBroadcastsThatCannotBeRightAreRefused(String field, String options) {
        var change = json();
        change.set("options", JsonMapper.shared().readTree(options));
        assertThat(change(change).refusedWith(400).text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void anEmptyChangeChangesNothing() {
        var before = get();
        assertThat(change(json()).body()).isEqualTo(before);
    }

    @Test
    void aNewLineTokenIsTriedAndUsed() {
        var token = channel.issueAccessToken();
        assertThat(change(line(json().put("channelAccessToken", token))).status())
                .isEqualTo(200);
        assertThat(connections.lineChannel(id).credentials()).isEqualTo(new LongLived(token));
        change(line(json().put("channelAccessToken", "wrong"))).refusedWith(422);
        assertThat(connections.lineChannel(id).credentials()).isEqualTo(new LongLived(token));
    }

    @Test
    void aChannelIdAloneMeansStatelessTokensFromNowOn() {
        assertThat(change(line(json().put("channelId", channel.id()))).status()).isEqualTo(200);
        assertThat(connections.lineChannel(id).credentials()).isEqualTo(new Stateless(channel.id(), channel.secret()));
    }

    @Test
    void credentialsOfAnotherAccountOrPortalAreRefused() {
        var other = newChannel();
        assertThat(change(line(json().put("channelAccessToken", other.accessToken())))
                        .refusedWith(422)
                        .text("/detail"))
                .contains(other.basicId())
                .contains(channel.basicId());
        var otherPortal = newPortal();
        assertThat(change(hubspot(otherPortal.accessToken())).refusedWith(422).text("/detail"))
                .contains(Long.toString(otherPortal.id()));
        assertThat(connections.hubspot(id).accessToken()).isEqualTo(portal.accessToken());
    }

    @Test
    void aNewHubSpotTokenMakesTheConnectionActiveAgain() {
        connections.refused(id, REFUSED);
        connections.refused(id, REFUSED);
        assertThat(get().path("state").asString()).isEqualTo("UNAUTHORIZED");
        assertThat(get().path("problems").size()).isEqualTo(1);
        var token = portal.addToken(PortalOptions.CONTACT_SCOPES);
        var reply = change(hubspot(token));
        assertThat(reply.text("/state")).isEqualTo("ACTIVE");
        assertThat(reply.body().path("problems").size()).isZero();
        assertThat(connections.hubspot(id).accessToken()).isEqualTo(token);
    }

    @Test
    void aTokenWithoutTheScopesIsRefused() {
        var token = portal.addToken(Set.of("oauth", "crm.objects.contacts.read", "crm.schemas.contacts.read"));
        assertThat(change(hubspot(token)).refusedWith(422).text("/detail"))
                .contains("crm.objects.contacts.write", "crm.schemas.contacts.write");
    }

    @Test
    void aNewLineTokenDoesNotHideARefusedHubSpotToken() {
        portal.revokeToken(portal.accessToken());
        connections.refused(id, REFUSED);
        var reply = change(line(json().put("channelAccessToken", channel.issueAccessToken())));
        assertThat(reply.text("/state")).isEqualTo("UNAUTHORIZED");
        assertThat(reply.body().path("problems").size()).isEqualTo(1);
    }

    @Test
    void theRefusalOfATokenThatIsOutOfUseIsLateNews() {
        var old = connections.hubspot(id);
        change(hubspot(portal.addToken(PortalOptions.CONTACT_SCOPES)));
        connections.refused(id, old, REFUSED);
        assertThat(get().path("state").asString()).isEqualTo("ACTIVE");
        connections.refused(id, connections.hubspot(id), REFUSED);
        assertThat(get().path("state").asString()).isEqualTo("UNAUTHORIZED");
        connections.accepted(id);
        assertThat(get().path("state").asString()).isEqualTo("ACTIVE");
        assertThat(get().path("problems").size()).isZero();
    }

    @Test
    void whatCannotBeRightIsRefusedByField() {
        var change = line(json().put("channelId", "abc").put("channelSecret", "with blank"))
                .put("name", " ");
        assertThat(change(change).refusedWith(400).body().path("errors").size()).isEqualTo(3);
        change(json().set("propertyNames", json().put("lineUserId", "x"))).refusedWith(400);
    }

    @Test
    void aDeletedConnectionIsGone() {
        var path = "/api/connections/" + id;
        assertThat(call("DELETE", path, "").status()).isEqualTo(204);
        call("GET", path, "").refusedWith(404);
        call("PATCH", path, "{}").refusedWith(404);
        call("DELETE", path, "").refusedWith(404);
        assertThat(connections.channelSecrets(id)).isEmpty();
    }

    private Reply change(JsonNode change) {
        return call("PATCH", "/api/connections/" + id, change.toString());
    }

    private JsonNode get() {
        return call("GET", "/api/connections/" + id, "").body();
    }

    private static ObjectNode line(ObjectNode line) {
        var change = json();
        change.set("line", line);
        return change;
    }

    private static ObjectNode hubspot(String accessToken) {
        var change = json();
        change.putObject("hubspot").put("accessToken", accessToken);
        return change;
    }
}
