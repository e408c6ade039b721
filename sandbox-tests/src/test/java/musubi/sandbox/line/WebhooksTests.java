package musubi.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhooksTests {

    private final LineStandIn line = LineStandIn.start(0, Clock.systemUTC(), 3);
    private final Channel channel = line.addChannel(ChannelOptions.named("Musubi"));
    private final BotServer bot = new BotServer();

    WebhooksTests() {
        channel.webhookEndpoint(bot.url() + "/webhooks/line/1");
    }

    @AfterEach
    void close() {
        bot.close();
        line.close();
    }

    private void await() {
        assertThat(channel.awaitWebhooks(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void theSignatureIsThatOfLinesOfficialExample() {
        var body = "{\"destination\":\"U8e742f61d673b39c7fff3cecb7536ef0\",\"events\":[]}";

        var signature = Signature.RIGHT.of(body.getBytes(StandardCharsets.UTF_8), "8c570fa6dd201bb328f1c1eac23a96d8");

        assertThat(signature).isEqualTo("GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=");
    }

    @Test
    void theLastRequestsAndAFriendsOwnEventsCanBeLookedAt() {
        var friend = channel.newUser("花子");
        friend.follow();
        channel.newUser("太郎").follow();
        friend.write("こんにちは");
        await();

        assertThat(channel.recentWebhooks()).hasSize(3).allSatisfy(sent -> {
            assertThat(sent.events()).hasSize(1);
            assertThat(sent.outcome().status()).isEqualTo(200);
        });
        assertThat(friend.sentEvents())
                .extracting(event -> event.path("type").asString())
                .containsExactly("follow", "message");
        channel.reset();
        assertThat(channel.recentWebhooks()).isEmpty();
    }

    @Test
    void aFollowArrivesSignedAndComplete() {
        var friend = channel.newUser("花子");
        var happened = Instant.parse("2026-01-02T03:04:05.678Z");

        var eventId = friend.at(happened).follow();
        await();

        var request = bot.requests().getFirst();
        assertThat(request.path()).isEqualTo("/webhooks/line/1");
        assertThat(request.header("x-line-signature")).isEqualTo(Signature.RIGHT.of(request.body(), channel.secret()));
        assertThat(Json.read(request.body()).path("destination").asString()).isEqualTo(channel.botUserId());
        var event = bot.events().getFirst();
        assertThat(event.path("type").asString()).isEqualTo("follow");
        assertThat(event.path("webhookEventId").asString()).isEqualTo(eventId).matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(event.path("timestamp").asLong()).isEqualTo(happened.toEpochMilli());
        assertThat(event.path("source").path("userId").asString()).isEqualTo(friend.userId());
        assertThat(event.path("follow").path("isUnblocked").asBoolean()).isFalse();
        assertThat(event.path("replyToken").asString()).isNotEmpty();
        assertThat(channel.webhooks().acknowledged()).isEqualTo(1);
        assertThat(channel.webhooks().ackP50Millis()).isPositive();
    }

    @Test
    void onePersonsEventsArriveInOrder() {
        var friend = channel.newUser("a");

        var ids = IntStream.range(0, 50)
                .mapToObj(number -> friend.write("text " + number))
                .toList();
        await();

        assertThat(bot.events())
                .extracting(event -> event.path("webhookEventId").asString())
                .isEqualTo(ids);
    }

    @Test
    void severalEventsShareABodyOnDemand() {
        channel.together(() -> {
            channel.newUser("a").follow();
            channel.newUser("b").copies(2).write("hello");
        });
        await();

        assertThat(bot.requests()).hasSize(1);
        assertThat(bot.events()).hasSize(3);
        assertThat(bot.events().get(1)).isEqualTo(bot.events().get(2));
    }

    @Test
    void theOrderIsWrongOnDemand() {
        var friend = channel.newUser("a");
        channel.shuffled(() -> IntStream.range(0, 10)
                .forEach(number ->
                        friend.at(Instant.ofEpochMilli(1_000 + number)).write("text " + number)));
        await();

        assertThat(bot.requests()).hasSize(10);
        assertThat(bot.events())
                .extracting(event -> event.path("timestamp").asLong())
                .doesNotHaveDuplicates()
                .isNotEqualTo(IntStream.range(0, 10)
                        .mapToObj(number -> 1_000L + number)
                        .toList());
    }

    @Test
    void oddEventsAreSentOnDemand() {
        var friend = channel.newUser("a");
        friend.inStandby().write("standby");
        friend.hidingUserId().write("nobody");
        friend.withUnknownFields().write("new");
        friend.unknown("somethingNew");
        friend.tap("action=buy", "Buy");
        friend.unblock();
        await();

        var byOrder = bot.events().stream()
                .filter(event -> event.path("source").has("userId"))
                .toList();
        assertThat(byOrder.get(0).path("mode").asString()).isEqualTo("standby");
        assertThat(byOrder.get(0).has("replyToken")).isFalse();
        assertThat(byOrder.get(1).has("newProperty")).isTrue();
        assertThat(byOrder.get(2).path("type").asString()).isEqualTo("somethingNew");
        assertThat(byOrder.get(3).path("postback").path("data").asString()).isEqualTo("action=buy");
        assertThat(byOrder.get(4).path("follow").path("isUnblocked").asBoolean())
                .isTrue();
        assertThat(bot.events()).hasSize(6);
    }

    @Test
    void anEventIsRepeatedOnDemand() {
        var eventId = channel.newUser("a").follow();
        await();
        channel.again(eventId, false);
        channel.again(eventId, true);
        await();

        assertThat(bot.events())
                .hasSize(3)
                .allMatch(event -> event.path("webhookEventId").asString().equals(eventId));
        assertThat(bot.events())
                .extracting(event ->
                        event.path("deliveryContext").path("isRedelivery").asBoolean())
                .containsExactlyInAnyOrder(false, false, true);
    }

    @Test
    void signaturesCanBeBad() {
        assertThat(channel.verifyWebhook().status()).isEqualTo(200);
        channel.raw("no json".getBytes(StandardCharsets.UTF_8), Signature.NOT_BASE64);
        channel.raw("{}".getBytes(StandardCharsets.UTF_8), Signature.MISSING);
        channel.newUser("a").signed(Signature.WRONG).follow();
        await();

        assertThat(new String(bot.requests().get(0).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"destination\":\"%s\",\"events\":[]}".formatted(channel.botUserId()));
        assertThat(bot.requests().get(1).header("x-line-signature")).contains("%");
        assertThat(bot.requests().get(2).header("x-line-signature")).isNull();
        assertThat(bot.requests().get(3).header("x-line-signature"))
                .isNotEqualTo(Signature.RIGHT.of(bot.requests().get(3).body(), channel.secret()));
    }

    @Test
    void whatIsNotAcknowledgedIsRedeliveredThenGivenUp() {
        var calls = new AtomicInteger();
        try (var moody = new BotServer(_ -> Answer.empty(calls.incrementAndGet() < 3 ? 500 : 200))) {
            channel.webhookEndpoint(moody.url().toString());
            channel.redelivery(true);
            channel.redeliveryDelays(List.of(Duration.ofMillis(5), Duration.ofMillis(5)));

            channel.newUser("a").follow();
            await();

            assertThat(moody.events()).hasSize(3);
            assertThat(moody.events())
                    .extracting(event ->
                            event.path("deliveryContext").path("isRedelivery").asBoolean())
                    .containsExactly(false, true, true);
            assertThat(moody.events())
                    .extracting(event -> event.path("webhookEventId").asString()
                            + event.path("replyToken")
                            + event.path("timestamp"))
                    .containsOnly(
                            moody.events().getFirst().path("webhookEventId").asString()
                                    + moody.events().getFirst().path("replyToken")
                                    + moody.events().getFirst().path("timestamp"));
            assertThat(channel.webhooks().failed()).containsEntry(FailureReason.ERROR_STATUS_CODE, 2L);

            calls.set(-100);
            channel.newUser("b").follow();
            await();
            assertThat(channel.webhooks().givenUp()).isEqualTo(1);
            assertThat(channel.webhooks().sent()).isEqualTo(6);
        }
    }

    @Test
    void failuresAreCountedByLinesFourReasons() {
        channel.webhookTimeout(Duration.ofMillis(100));
        try (var slow = new BotServer(_ -> {
            try {
                Thread.sleep(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Answer.empty(200);
        })) {
            channel.webhookEndpoint(slow.url().toString());
            assertThat(channel.verifyWebhook().failure()).contains(FailureReason.REQUEST_TIMEOUT);
        }
        var gone = new BotServer();
        gone.close();
        channel.webhookEndpoint(gone.url().toString());
        assertThat(channel.verifyWebhook().failure()).contains(FailureReason.COULD_NOT_CONNECT);
        channel.webhookEndpoint("what is this");
        assertThat(channel.verifyWebhook().failure()).contains(FailureReason.COULD_NOT_CONNECT);
        assertThat(channel.webhooks().failed())
                .containsEntry(FailureReason.COULD_NOT_CONNECT, 2L)
                .containsEntry(FailureReason.REQUEST_TIMEOUT, 1L)
                .containsEntry(FailureReason.UNCLASSIFIED, 0L);
    }

    @Test
    void theTestEndpointSendsAnEmptyWebhookForReal() {
        var caller = new Caller(line.url(), channel.accessToken());

        var tested = caller.post("/v2/bot/channel/webhook/test", "{}").json();

        assertThat(tested.path("success").asBoolean()).isTrue();
        assertThat(tested.path("reason").asString()).isEqualTo("OK");
        assertThat(tested.path("detail").asString()).isEqualTo("200");
        assertThat(bot.requests()).hasSize(1);
        assertThat(bot.events()).isEmpty();
        channel.webhookEndpoint(URI.create("http://127.0.0.1:1").toString());
        var failed = caller.post("/v2/bot/channel/webhook/test", "{}").json();
        assertThat(failed.path("success").asBoolean()).isFalse();
        assertThat(failed.path("statusCode").asInt()).isZero();
        assertThat(failed.path("reason").asString()).isEqualTo("COULD_NOT_CONNECT");
    }

    @Test
    void eventsWhileTheWebhookIsOffAreDropped() {
        channel.useWebhook(false);
        channel.newUser("a").follow();
        channel.useWebhook(true);
        await();

        assertThat(bot.requests()).isEmpty();
        assertThat(channel.webhooks().dropped()).isEqualTo(1);
    }

    @Test
    void aCrowdFollows() {
        channel.crowd(2_000);
        await();

        assertThat(bot.events()).hasSize(2_000);
        assertThat(bot.events())
                .extracting(event -> event.path("webhookEventId").asString())
                .doesNotHaveDuplicates();
    }
}
