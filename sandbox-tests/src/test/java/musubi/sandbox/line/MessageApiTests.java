package musubi.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageApiTests {

    private static final String HELLO = "\"messages\":[{\"type\":\"text\",\"text\":\"hello\"}]";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T09:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 13);
    private final Channel channel = line.addChannel(ChannelOptions.named("Musubi"));
    private final Caller caller = new Caller(line.url(), channel.accessToken());
    private final Friend friend = channel.newUser("花子");

    MessageApiTests() {
        friend.follow();
    }

    @AfterEach
    void close() {
        line.close();
    }

    private Caller.Reply push(String to, String key) {
        return caller.send(
                "POST",
                "/v2/bot/message/push",
                "{\"to\":\"%s\",%s}".formatted(to, HELLO),
                "application/json",
                "X-Line-Retry-Key",
                key);
    }

    @Test
    void aRetryKeyIsAcceptedOnceInADay() {
        var key = UUID.randomUUID().toString();
        var first = push(friend.userId(), key);
        var second = push(friend.userId(), key);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.header("x-line-accepted-request-id")).isEqualTo(first.header("x-line-request-id"));
        assertThat(second.json().path("message").asString()).isEqualTo("The retry key is already accepted");
        assertThat(second.json().path("sentMessages")).isEqualTo(first.json().path("sentMessages"));
        assertThat(friend.received()).hasSize(1);
        clock.advance(Duration.ofHours(24));
        assertThat(push(friend.userId(), key).status()).isEqualTo(200);
        assertThat(friend.received()).hasSize(2);
    }

    @Test
    void whatWasAcceptedBeforeA500IsKnownAfterwards() {
        var key = UUID.randomUUID().toString();
        line.faults().add(Fault.of(Fault.Kind.CUT_AFTER, "POST", "/v2/bot/message/push", 1, Duration.ZERO));
        try {
            push(friend.userId(), key);
        } catch (IllegalStateException cut) {
            // as it should be: no answer
        }

        assertThat(push(friend.userId(), key).status()).isEqualTo(409);
        assertThat(friend.received()).hasSize(1);
    }

    @Test
    void aRetryKeyHasItsPlace() {
        assertThat(push(friend.userId(), "no uuid").status()).isEqualTo(400);
        assertThat(caller.send(
                                "GET",
                                "/v2/bot/info",
                                "",
                                null,
                                "X-Line-Retry-Key",
                                UUID.randomUUID().toString())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whoBlocksGetsNothingAndCostsNothing() {
        friend.block();
        assertThat(push(friend.userId(), UUID.randomUUID().toString()).status()).isEqualTo(200);

        assertThat(friend.received()).isEmpty();
        assertThat(caller.get("/v2/bot/message/quota/consumption").text()).isEqualTo("{\"totalUsage\":0}");
        var foreign = push("U" + "0".repeat(32), UUID.randomUUID().toString());
        assertThat(foreign.status()).isEqualTo(400);
        assertThat(foreign.json().path("message").asString()).isEqualTo("Failed to send messages");
    }

    @Test
    void theMonthsQuotaEnds() {
        channel.monthlyLimit(OptionalLong.of(1));
        assertThat(caller.get("/v2/bot/message/quota").text()).isEqualTo("{\"type\":\"limited\",\"value\":1}");
        assertThat(push(friend.userId(), UUID.randomUUID().toString()).status()).isEqualTo(200);

        var refused = push(friend.userId(), UUID.randomUUID().toString());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("message").asString()).isEqualTo("You have reached your monthly limit.");
    }

    @Test
    void aReplyTokenWorksOnceAndForAMinute() {
        try (var bot = new BotServer()) {
            channel.webhookEndpoint(bot.url().toString());
            friend.write("one");
            friend.write("two");
            assertThat(channel.awaitWebhooks(Duration.ofSeconds(5))).isTrue();
            var reply = "{\"replyToken\":\"%s\"," + HELLO + "}";
            var first = reply.formatted(bot.events().get(0).path("replyToken").asString());
            var second = reply.formatted(bot.events().get(1).path("replyToken").asString());

            assertThat(caller.post("/v2/bot/message/reply", first).status()).isEqualTo(200);
            assertThat(caller.post("/v2/bot/message/reply", first)
                            .json()
                            .path("message")
                            .asString())
                    .isEqualTo("Invalid reply token");
            clock.advance(Duration.ofMinutes(1));
            assertThat(caller.post("/v2/bot/message/reply", second).status()).isEqualTo(400);
            assertThat(friend.received()).hasSize(1);
        }
    }

    @Test
    void aReplyTokenOfAnEventThatComesAgainWorksAMinuteMoreAndNoLongerThanTwenty() {
        try (var bot = new BotServer()) {
            channel.webhookEndpoint(bot.url().toString());
            var events = List.of(friend.write("one"), friend.write("two"));
            assertThat(channel.awaitWebhooks(Duration.ofSeconds(5))).isTrue();
            var replies = bot.events().stream()
                    .map(event -> "{\"replyToken\":\"%s\",%s}"
                            .formatted(event.path("replyToken").asString(), HELLO))
                    .toList();

            clock.advance(Duration.ofMinutes(19));
            assertThat(caller.post("/v2/bot/message/reply", replies.get(0)).status())
                    .isEqualTo(400);
            events.forEach(event -> channel.again(event, true));
            assertThat(channel.awaitWebhooks(Duration.ofSeconds(5))).isTrue();
            assertThat(caller.post("/v2/bot/message/reply", replies.get(0)).status())
                    .isEqualTo(200);
            clock.advance(Duration.ofMinutes(1));
            events.forEach(event -> channel.again(event, true));
            assertThat(channel.awaitWebhooks(Duration.ofSeconds(5))).isTrue();
            for (var reply : replies) {
                assertThat(caller.post("/v2/bot/message/reply", reply).status()).isEqualTo(400);
            }
            assertThat(friend.received()).hasSize(1);
        }
    }

    @Test
    void aReplyTakesNoRetryKey() {
        try (var bot = new BotServer()) {
            channel.webhookEndpoint(bot.url().toString());
            friend.write("one");
            assertThat(channel.awaitWebhooks(Duration.ofSeconds(5))).isTrue();
            var reply = "{\"replyToken\":\"%s\",%s}"
                    .formatted(bot.events().getFirst().path("replyToken").asString(), HELLO);

            var refused = caller.send(
                    "POST",
                    "/v2/bot/message/reply",
                    reply,
                    "application/json",
                    "X-Line-Retry-Key",
                    UUID.randomUUID().toString());

            assertThat(refused.status()).isEqualTo(400);
            assertThat(friend.received()).isEmpty();
            assertThat(caller.post("/v2/bot/message/reply", reply).status()).isEqualTo(200);
            assertThat(caller.get("/v2/bot/message/quota/consumption").text()).isEqualTo("{\"totalUsage\":0}");
        }
    }

    @Test
    void aMulticastSkipsWhomItDoesNotKnow() {
        var body = "{\"to\":[\"%s\",\"U%s\"],%s}".formatted(friend.userId(), "0".repeat(32), HELLO);

        assertThat(caller.post("/v2/bot/message/multicast", body).text()).isEqualTo("{}");
        assertThat(friend.received()).hasSize(1);
        var malformed = caller.post("/v2/bot/message/multicast", body.replace("U000", "X000"));
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.json().path("message").asString())
                .isEqualTo("The property, to[1], in the request body is invalid (line: -, column: -)");
    }

    @Test
    void badMessagesAreNamedOneByOne() {
        var refused = caller.post(
                "/v2/bot/message/broadcast",
                "{\"messages\":[{\"type\":\"text\",\"text\":\"\"},{\"type\":\"smell\"},{\"type\":\"text\",\"text\":\"%s\"}]}"
                        .formatted("x".repeat(5_001)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("message").asString()).isEqualTo("The request body has 3 error(s)");
        assertThat(refused.json().path("details").get(0).path("property").asString())
                .isEqualTo("messages[0].text");
        assertThat(refused.json().path("details").get(1).path("message").asString())
                .startsWith("Must be one of the following values: [text, ");
        assertThat(caller.post("/v2/bot/message/validate/push", "{}").status()).isEqualTo(400);
        assertThat(caller.post("/v2/bot/message/validate/push", "{" + HELLO + "}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void eachPersonsCallsAreCountedAndTheNewestMessagesKept() {
        var other = channel.newUser("次郎");
        other.follow();
        channel.newUser("nobody");
        for (var call = 0; call < 30; call++) {
            push(friend.userId(), UUID.randomUUID().toString());
        }
        push(other.userId(), UUID.randomUUID().toString());
        assertThat(friend.receivedCalls()).isEqualTo(30);
        assertThat(friend.received()).hasSize(20);
        assertThat(friend.receivedMessages().getFirst().at()).isEqualTo(clock.instant());
        assertThat(channel.reached()).isEqualTo(Map.of(0, 1L, 1, 1L, 30, 1L));
    }

    @Test
    void eachEndpointHasItsRate() {
        var body = "{\"to\":[\"%s\"],%s}".formatted(friend.userId(), HELLO);
        for (var call = 0; call < 200; call++) {
            assertThat(caller.post("/v2/bot/message/multicast", body).status()).isEqualTo(200);
        }
        var refused = caller.post("/v2/bot/message/multicast", body);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().path("message").asString())
                .isEqualTo("The API rate limit has been exceeded. Try again later.");
        assertThat(push(friend.userId(), UUID.randomUUID().toString()).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(5));
        assertThat(caller.post("/v2/bot/message/multicast", body).status()).isEqualTo(200);
    }

    /** The test's clock stands at 18:00 in Japan. */
    @Test
    void messagesOfADayAreCountedByTheNext() {
        friend.block();
        push(friend.userId(), UUID.randomUUID().toString());
        friend.unblock();
        push(friend.userId(), UUID.randomUUID().toString());
        var count = "/v2/bot/message/delivery/push?date=";
        assertThat(caller.get(count + "20260301").text()).isEqualTo("{\"status\":\"unready\"}");
        clock.advance(Duration.ofHours(6));
        assertThat(caller.get(count + "20260301").text()).isEqualTo("{\"status\":\"ready\",\"success\":1}");
        assertThat(caller.get(count + "20180330").text()).isEqualTo("{\"status\":\"out_of_service\"}");
        var refused = caller.get(count + "soon");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("message").asString())
                .isEqualTo("The value for the 'date' parameter is invalid");
    }
}
