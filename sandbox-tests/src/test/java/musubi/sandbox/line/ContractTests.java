package musubi.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in's answers and webhooks against LINE's own OpenAPI files, where they are at hand. */
class ContractTests {

    private final LineStandIn line = LineStandIn.start(0, Clock.systemUTC(), 5);
    private final Channel channel = line.addChannel(ChannelOptions.named("Musubi"));
    private final Caller caller = new Caller(line.url(), channel.accessToken());

    @AfterEach
    void close() {
        line.close();
    }

    private static OpenApi openApi(String name) {
        var found = OpenApi.find(name);
        assumeTrue(found.isPresent(), "LINE's OpenAPI files are not at hand");
        return found.orElseThrow();
    }

    @Test
    void theCheckItselfFindsWhatIsWrong() {
        var api = openApi("webhook.yml");
        var body = """
                {"destination":"X","events":[{"type":"follow","timestamp":"1","mode":"asleep","webhookEventId":"1",
                "deliveryContext":{},"source":{"type":"group"}}]}""";

        var problems = api.problems(api.schema("CallbackRequest"), Json.read(body.getBytes(StandardCharsets.UTF_8)));

        assertThat(problems)
                .contains(
                        "$.destination does not match ^U[0-9a-f]{32}$",
                        "$.events[].timestamp is not of type integer",
                        "$.events[].mode is none of [active, standby]",
                        "$.events[].deliveryContext.isRedelivery is missing",
                        "$.events[].source.groupId is missing",
                        "$.events[].follow is missing",
                        "$.events[].replyToken is missing");
    }

    @Test
    void everyWebhookIsAsTheWebhookFileWantsIt() {
        var api = openApi("webhook.yml");
        try (var bot = new BotServer()) {
            channel.webhookEndpoint(bot.url().toString());
            EveryAct.of(channel);
            assertThat(channel.awaitWebhooks(Duration.ofSeconds(10))).isTrue();

            assertThat(bot.requests()).hasSizeGreaterThan(15);
            for (var request : bot.requests()) {
                var body = Json.read(request.body());
                assertThat(api.problems(api.schema("CallbackRequest"), body))
                        .as(body.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void theAnswersAreAsTheMessagingFileWantsThem() {
        var api = openApi("messaging-api.yml");
        var friends = channel.crowd(20);
        var group = channel.newGroup("g");
        friends.getFirst().writeIn(group, "hello");
        channel.webhookEndpoint("https://musubi.example/");
        var userId = friends.getFirst().userId();

        for (var known : Map.of(
                        "/v2/bot/info",
                        "/v2/bot/info",
                        "/v2/bot/profile/" + userId,
                        "/v2/bot/profile/{userId}",
                        "/v2/bot/followers/ids?limit=5",
                        "/v2/bot/followers/ids",
                        "/v2/bot/channel/webhook/endpoint",
                        "/v2/bot/channel/webhook/endpoint",
                        "/v2/bot/message/quota",
                        "/v2/bot/message/quota",
                        "/v2/bot/message/quota/consumption",
                        "/v2/bot/message/quota/consumption",
                        "/v2/bot/group/" + group.id() + "/summary",
                        "/v2/bot/group/{groupId}/summary",
                        "/v2/bot/group/" + group.id() + "/members/ids",
                        "/v2/bot/group/{groupId}/members/ids",
                        "/v2/bot/group/" + group.id() + "/members/count",
                        "/v2/bot/group/{groupId}/members/count",
                        "/v2/bot/group/%s/member/%s".formatted(group.id(), userId),
                        "/v2/bot/group/{groupId}/member/{userId}")
                .entrySet()) {
            var reply = caller.get(known.getKey());
            assertThat(reply.status()).as(known.getKey()).isEqualTo(200);
            var schema = api.answer("GET", known.getValue(), 200).orElseThrow();
            assertThat(api.problems(schema, reply.json())).as(known.getKey()).isEmpty();
        }
        var tested = caller.post("/v2/bot/channel/webhook/test", "{\"endpoint\":\"https://127.0.0.1:1/\"}");
        assertThat(api.problems(
                        api.answer("POST", "/v2/bot/channel/webhook/test", 200).orElseThrow(), tested.json()))
                .isEmpty();
        for (var path : List.of("/v2/bot/profile/x", "/v2/bot/followers/ids?start=x", "/nowhere")) {
            assertThat(api.problems(
                            api.schema("ErrorResponse"), caller.get(path).json()))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void theTokensAreAsTheTokenFileWantsThem() {
        var api = openApi("channel-access-token.yml");
        var credentials =
                "grant_type=client_credentials&client_id=%s&client_secret=%s".formatted(channel.id(), channel.secret());

        for (var known : Map.of(
                        "/oauth2/v3/token", credentials,
                        "/v2/oauth/accessToken", credentials,
                        "/v2/oauth/verify", "access_token=" + channel.accessToken())
                .entrySet()) {
            var schema = api.answer("POST", known.getKey(), 200).orElseThrow();
            var reply = caller.form(known.getKey(), known.getValue());
            assertThat(api.problems(schema, reply.json())).as(known.getKey()).isEmpty();
        }
    }
}
