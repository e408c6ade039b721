package musubi.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.bot.client.base.exception.AbstractLineClientException;
import com.linecorp.bot.messaging.client.MessagingApiClient;
import com.linecorp.bot.messaging.client.MessagingApiClientException;
import com.linecorp.bot.messaging.model.SetWebhookEndpointRequest;
import com.linecorp.bot.messaging.model.TestWebhookEndpointRequest;
import com.linecorp.bot.parser.LineSignatureValidator;
import com.linecorp.bot.parser.WebhookParser;
import com.linecorp.bot.webhook.model.Event;
import com.linecorp.bot.webhook.model.FollowEvent;
import com.linecorp.bot.webhook.model.MessageEvent;
import com.linecorp.bot.webhook.model.UnfollowEvent;
import com.linecorp.bot.webhook.model.UnknownEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** LINE's own Java client and parser take the stand-in for LINE. */
class OfficialClientTests {

    private final LineStandIn line = LineStandIn.start(0, Clock.systemUTC(), 9);
    private final Channel channel = line.addChannel(ChannelOptions.named("Musubi"));
    private final MessagingApiClient client = client(channel.accessToken());

    private MessagingApiClient client(String token) {
        return MessagingApiClient.builder(token)
                .apiEndPoint(line.url())
                .usingDefaultLogger(false)
                .build();
    }

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void itReadsTheBotAndAProfile() throws Exception {
        var friend = channel.newUser(UserOptions.named("花子").pictureUrl("https://profile.line-scdn.net/0h"));
        friend.follow();

        var info = client.getBotInfo().get();
        var profile = client.getProfile(friend.userId()).get();

        assertThat(info.requestId()).isNotBlank();
        assertThat(info.body().userId()).isEqualTo(channel.botUserId());
        assertThat(info.body().basicId()).isEqualTo(channel.basicId());
        assertThat(profile.body().displayName()).isEqualTo("花子");
        assertThat(profile.body().pictureUrl()).isEqualTo(URI.create("https://profile.line-scdn.net/0h"));
        assertThat(profile.body().statusMessage()).isNull();
    }

    @Test
    void itListsTheFollowers() throws Exception {
        channel.crowd(120);
        var seen = new HashSet<String>();
        @Nullable String next = null;
        do {
            var page = client.getFollowers(next, 50).get().body();
            seen.addAll(page.userIds());
            next = page.next();
        } while (next != null);

        assertThat(seen).hasSize(120);
    }

    @Test
    void itSetsAndTestsTheWebhookEndpoint() throws Exception {
        var url = URI.create("https://127.0.0.1:1/webhooks");

        client.setWebhookEndpoint(new SetWebhookEndpointRequest(url)).get();

        assertThat(client.getWebhookEndpoint().get().body().endpoint()).isEqualTo(url);
        assertThat(client.testWebhookEndpoint(new TestWebhookEndpointRequest(url))
                        .get()
                        .body()
                        .reason())
                .isEqualTo("COULD_NOT_CONNECT");
        assertThatThrownBy(
                        () -> client.setWebhookEndpoint(new SetWebhookEndpointRequest(URI.create("http://localhost/")))
                                .get())
                .cause()
                .isInstanceOfSatisfying(MessagingApiClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(400);
                    assertThat(refused.getError()).contains("Invalid webhook endpoint URL");
                });
    }

    @Test
    void itUnderstandsErrors() {
        assertThat(code(client, "U" + "0".repeat(32))).isEqualTo(404);
        assertThat(code(client, "nobody")).isEqualTo(400);
        assertThat(code(client("wrong"), "U" + "0".repeat(32))).isEqualTo(401);
    }

    private static int code(MessagingApiClient client, String userId) {
        try {
            client.getProfile(userId).get();
            return 200;
        } catch (ExecutionException e) {
            return e.getCause() instanceof AbstractLineClientException refused ? refused.getCode() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Test
    void itParsesEveryWebhook() throws Exception {
        var parser =
                new WebhookParser(new LineSignatureValidator(channel.secret().getBytes(StandardCharsets.UTF_8)));
        try (var bot = new BotServer()) {
            channel.webhookEndpoint(bot.url().toString());
            EveryAct.of(channel);
            assertThat(channel.awaitWebhooks(Duration.ofSeconds(10))).isTrue();

            var events = new ArrayList<Event>();
            for (var request : bot.requests()) {
                var signature = request.header("x-line-signature");
                assertThat(signature).isNotNull();
                var parsed = parser.handle(signature == null ? "" : signature, request.body());
                assertThat(parsed.destination()).isEqualTo(channel.botUserId());
                events.addAll(parsed.events());
            }

            assertThat(events).hasSize(bot.events().size());
            assertThat(events).filteredOn(event -> event instanceof FollowEvent).hasSize(2);
            assertThat(events)
                    .filteredOn(event -> event instanceof UnfollowEvent)
                    .hasSize(1);
            assertThat(events)
                    .filteredOn(event -> event instanceof MessageEvent)
                    .hasSizeGreaterThan(12);
            assertThat(events)
                    .filteredOn(event -> event instanceof UnknownEvent)
                    .hasSize(1);
        }
    }
}
