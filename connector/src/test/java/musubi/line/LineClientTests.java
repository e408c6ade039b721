package musubi.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineFailure.Kind;
import musubi.line.LineProfile.Failed;
import musubi.line.LineProfile.Found;
import musubi.line.LineProfile.NotFound;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.SettableClock;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.sandbox.line.UserOptions;
import musubi.system.trace.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of the Messaging API against the sandbox. */
class LineClientTests {

    private static final String PROFILE = "/v2/bot/profile/.*";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 1);
    private final Channel channel = line.addChannel(ChannelOptions.named("Shop"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LineClient client = client(line.url(), 2_000);
    private final UUID connection = UUID.randomUUID();
    private final LineChannel longLived = new LineChannel(connection.toString(), new LongLived(channel.accessToken()));
    private final LineChannel stateless =
            new LineChannel(connection.toString(), new Stateless(channel.id(), channel.secret()));

    private LineClient client(URI host, int requestsPerSecond) {
        return new LineClient(new LineSettings(host, host, requestsPerSecond, 2_000, 200), meters, Traces.OFF, clock);
    }

    @AfterEach
    void close() {
        client.close();
        line.close();
    }

    @Test
    void theAccountOfAChannelIsRead() {
        assertThat(client.botInfo(longLived)).isEqualTo(new BotInfo(channel.botUserId(), channel.basicId(), "Shop"));
        assertThat(client.botInfo(stateless).userId()).isEqualTo(channel.botUserId());
    }

    @Test
    void aFriendsNameAndPictureAreRead() {
        var withPicture = channel.newUser(UserOptions.named("花子").pictureUrl("https://example.com/p"));
        var without = channel.newUser("Taro");
        withPicture.follow();
        without.follow();
        assertThat(client.profile(longLived, withPicture.userId()).join())
                .isEqualTo(new Found("花子", Optional.of("https://example.com/p")));
        assertThat(client.profile(longLived, without.userId()).join())
                .isEqualTo(new Found("Taro", Optional.empty()))
                .hasToString("Found[…]");
    }

    @ParameterizedTest
    @CsvSource({"U0123456789abcdef0123456789abcdef", "nobody", "U%2F..%2Finfo"})
    void aUserWhomLineDoesNotKnowIsNotFound(String userId) {
        assertThat(client.profile(longLived, userId).join()).isEqualTo(new NotFound());
    }

    @ParameterizedTest
    @CsvSource({
        "401, Authentication failed, UNAUTHORIZED",
        "403, Access to this API is not available for your account, FORBIDDEN",
        "429, The API rate limit has been exceeded. Try again later., LIMITED",
        "429, You have reached your monthly limit., QUOTA",
        "500, Internal, UNAVAILABLE",
        "503, Busy, UNAVAILABLE",
        "413, Too large, REJECTED"
    })
    void eachRefusalHasItsKind(int status, String message, Kind kind) {
        line.faults().add(Fault.answer("GET", PROFILE, 1, status, "{\"message\":\"%s\"}".formatted(message)));
        assertThat(client.profile(longLived, "Uany").join()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(kind);
            assertThat(failed.failure().status()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @CsvSource({"200, <html>", "502, <html>", "503, ''", "200, ''"})
    void anAnswerThatIsNotJsonMeansUnavailable(int status, String body) {
        line.faults().add(Fault.answer("GET", PROFILE, -1, status, body));
        assertThat(client.profile(longLived, "Uany").join())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void aProfileWhosePictureIsNotAUrlIsStillRead() {
        line.faults()
                .add(Fault.answer(
                        "GET",
                        PROFILE,
                        -1,
                        200,
                        "{\"displayName\":\"花子\",\"userId\":\"U\",\"pictureUrl\":\"no address at all\"}"));
        assertThat(client.profile(longLived, "Uany").join())
                .isEqualTo(new Found("花子", Optional.of("no address at all")));
    }

    @Test
    void aProfileWithoutANameIsAFailure() {
        line.faults().add(Fault.answer("GET", PROFILE, -1, 200, "{\"userId\":\"U\"}"));
        assertThat(client.profile(longLived, "Uany").join()).isInstanceOf(Failed.class);
    }

    @Test
    void aPageOfFollowersWithoutAListIsNotTheEndOfTheList() {
        line.faults().add(Fault.answer("GET", ".*/followers/ids", -1, 200, "{}"));
        assertThatThrownBy(() -> client.followers(longLived, Optional.empty(), 1_000))
                .isInstanceOfSatisfying(
                        LineException.class,
                        failed -> assertThat(failed.failure().kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void aCutConnectionMeansUnavailable() {
        line.faults().add(Fault.of(Fault.Kind.CUT_BEFORE, "GET", ".*", -1, Duration.ZERO));
        assertThatThrownBy(() -> client.botInfo(longLived))
                .isInstanceOfSatisfying(
                        LineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void aHostThatIsNotThereIsNamed() throws IOException {
        try (var nobody = client(URI.create("http://line.invalid"), 10);
                var closed = client(URI.create("http://127.0.0.1:" + freePort()), 10)) {
            assertThatThrownBy(() -> nobody.botInfo(longLived))
                    .hasMessageContaining("line.invalid")
                    .isInstanceOfSatisfying(
                            LineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
            assertThatThrownBy(() -> closed.botInfo(stateless))
                    .hasMessageContaining("127.0.0.1")
                    .isInstanceOfSatisfying(
                            LineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
        }
    }

    @Test
    void moreThanFiveCallsRunConcurrently() {
        var friend = channel.newUser("Taro");
        friend.follow();
        channel.latency(Duration.ofSeconds(4));
        var start = System.nanoTime();
        profiles(client, longLived, friend.userId(), 20);
        // with its default of five, LINE's client would need sixteen seconds
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void profilesWaitForTheRateLimit() {
        try (var slow = client(line.url(), 20)) {
            var start = System.nanoTime();
            profiles(slow, longLived, "Uany", 15);
            // a burst of one, then 19 a second
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
        }
        assertThat(line.traffic().calls("GET /v2/bot/profile/{userId}")).isEqualTo(15);
    }

    @Test
    void theWebhookUrlIsSetAndReadBack() {
        assertThat(client.webhookEndpoint(longLived)).isEmpty();
        var url = URI.create("https://example.com/webhooks/line/" + connection);
        client.setWebhookEndpoint(longLived, url);
        assertThat(client.webhookEndpoint(longLived)).contains(new WebhookEndpoint(url, true));
        channel.useWebhook(false);
        assertThat(client.webhookEndpoint(longLived)).contains(new WebhookEndpoint(url, false));
    }

    @Test
    void aUrlThatLineDoesNotAcceptIsRejected() {
        assertThatThrownBy(() -> client.setWebhookEndpoint(longLived, URI.create("http://localhost:8080/x")))
                .isInstanceOfSatisfying(
                        LineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
    }

    @Test
    void callsAreCountedByConnectionOperationAndStatus() {
        client.botInfo(longLived);
        client.botInfo(new LineChannel("trial-1", new LongLived(channel.accessToken())));
        assertThat(count(connection.toString(), "botInfo", "200")).isEqualTo(1);
        assertThat(count("none", "botInfo", "200")).isEqualTo(1);
    }

    private double count(String connection, String operation, String status) {
        return meters.counter(
                        "musubi.line.requests", "connection", connection, "operation", operation, "status", status)
                .count();
    }

    private static void profiles(LineClient client, LineChannel of, String userId, int count) {
        CompletableFuture.allOf(IntStream.range(0, count)
                        .mapToObj(ignored -> client.profile(of, userId))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
