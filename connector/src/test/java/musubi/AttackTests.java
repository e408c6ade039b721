package musubi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.sandbox.line.SentWebhook;
import musubi.testing.ConnectorProcess;
import musubi.testing.Strangers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A real process with the heap that {@code bin/musubi} gives it, and strangers who would like to stop it. Meanwhile LINE
 * gets its 200 within 2 s each time. On loopback only, bounded in number and time.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Isolated
class AttackTests {

    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\",[^}]*} (\\S+)");
    private static final int MEBIBYTE = 1 << 20;
    // one for all: garbage of that size would stop this JVM, and LINE in it
    private static final byte[] ALL = new byte[MEBIBYTE];
    private static final byte[] NEARLY_ALL = new byte[MEBIBYTE - 1_000];

    private Path directory = Path.of("");

    private final LineStandIn line = LineStandIn.start(0, Clock.systemUTC(), 7);
    private final HubSpotStandIn hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), 7);
    private final Channel channel = line.addChannel(ChannelOptions.named("Café Musubi"));
    private ConnectorProcess musubi;
    private String webhook = "";

    private final AtomicBoolean going = new AtomicBoolean();
    private Thread friends = Thread.currentThread();
    private Strangers strangers;

    @BeforeAll
    void start(@TempDir Path temporary) {
        directory = temporary;
        musubi = ConnectorProcess.start(directory.resolve("data"), ConnectorProcess.freePort(), line, hubspot);
        var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
        webhook = "/webhooks/line/" + musubi.api().connect(channel, portal);
        channel.webhookEndpoint(musubi.url() + webhook);
    }

    @AfterAll
    void end() {
        musubi.close();
        hubspot.close();
        line.close();
    }

    /** LINE sends a webhook every 50 ms, each of which writes to the database. */
    @BeforeEach
    void friendsWrite() {
        strangers = Strangers.at(musubi.url());
        going.set(true);
        channel.reset();
        friends = Thread.ofVirtual().start(() -> {
            for (var act = 0; going.get(); act++) {
                var friend = channel.newUser("friend");
                friend.follow();
                pause();
            }
        });
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void allWebhooksWereAnsweredInTimeAndMusubiLives() throws Exception {
        going.set(false);
        friends.join();
        channel.awaitWebhooks(Duration.ofSeconds(5));
        strangers.close();
        var traffic = channel.webhooks();
        assertThat(traffic.acknowledged())
                .as("%s, late: %s", traffic, late())
                .isEqualTo(traffic.sent())
                .isPositive();
        assertThat(musubi.isAlive()).isTrue();
        assertThat(metrics()).contains("tomcat_sessions_active_current_sessions 0.0");
        musubi.collectGarbage();
        assertThat(heap()).as("heap").isLessThan(120 * MEBIBYTE);
    }

    private List<SentWebhook> late() {
        return channel.recentWebhooks().stream()
                .filter(sent -> sent.outcome().failure().isPresent())
                .toList();
    }

    private String metrics() {
        return musubi.api().call("GET", "/actuator/prometheus", null).body();
    }

    /** Bytes used of it. */
    private double heap() {
        return HEAP.matcher(metrics())
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private interface Attack {
        void by(int number) throws IOException;
    }

    /** So many at a time; whoever is thrown out has had it. */
    private static void all(int strangers, Attack attack) {
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < strangers; number++) {
                var own = number;
                var _ = each.submit(() -> {
                    attack.by(own);
                    return null;
                });
            }
        }
    }

    @Test
    void pagesWithLargeHeadersLeaveNothingBehind() {
        var large = "X-Large: " + "a".repeat(12_000);
        var answered = new AtomicInteger();
        all(4, _ -> {
            var stranger = strangers.connect();
            for (var page = 0; page < 3_500; page++) {
                stranger.send(Strangers.head("GET", "/connections/" + page, "Accept: text/html", large));
                if (stranger.status() == 302) {
                    answered.incrementAndGet();
                }
            }
        });
        assertThat(answered).hasValue(14_000);
    }

    @Test
    void formsWithoutEndAreNotReadIntoMemory() {
        var statuses = new ConcurrentLinkedQueue<Integer>();
        all(8, number -> {
            var stranger = strangers.connect();
            var form = "Content-Type: application/x-www-form-urlencoded";
            var chunked = number % 2 == 0;
            stranger.send(Strangers.head(
                    number % 4 < 2 ? "PUT" : "POST",
                    "/login",
                    form,
                    chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + 150 * MEBIBYTE));
            try {
                for (var mebibyte = 0; mebibyte < 150; mebibyte++) {
                    if (chunked) {
                        stranger.send("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    stranger.send(ALL);
                    if (chunked) {
                        stranger.send("\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException thrownOut) {
                // as it should be
            }
            statuses.add(stranger.status());
        });
        assertThat(statuses).hasSize(8).isSubsetOf(0, 302, 401, 403, 413);
    }

    @Test
    void bodiesAndHeadsThatStallHoldNobodyUp() {
        var signature = "x-line-signature: " + "A".repeat(43) + "=";
        all(330, _ -> {
            var stranger = strangers.connect();
            stranger.send(Strangers.head("POST", webhook, signature, "Content-Length: " + MEBIBYTE));
            stranger.send(NEARLY_ALL);
        });
        all(
                100,
                _ -> strangers
                        .connect()
                        .send(Strangers.head(
                                "POST",
                                "/login",
                                "Content-Type: application/x-www-form-urlencoded",
                                "Content-Length: 32000")));
        all(
                100,
                _ -> strangers
                        .connect()
                        .send(("GET / HTTP/1.1\r\nX-Head: " + "a".repeat(12_000)).getBytes(StandardCharsets.US_ASCII)));
        // LINE goes on for a while beside them
        for (var time = 0; time < 40; time++) {
            pause();
        }
    }

    @Test
    void filesOfStrangersReachNoDisk() throws IOException {
        var part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
        all(12, number -> {
            var stranger = strangers.connect();
            var path = List.of("/login", "/connections/x/imports/csv", "/api/connections/x/imports", "/nothing")
                    .get(number % 4);
            stranger.send(Strangers.head(
                    "POST", path, "Content-Type: multipart/form-data; boundary=b", "Content-Length: " + 81 * MEBIBYTE));
            stranger.send(part.getBytes(StandardCharsets.US_ASCII));
            for (var mebibyte = 0; mebibyte < 80; mebibyte++) {
                stranger.send(ALL);
            }
        });
        try (Stream<Path> files = Files.walk(directory.resolve("data/uploads"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void floodsOfTheOpenPagesAreTurnedAway() {
        var pages = List.of(
                "/login",
                "/setup/x",
                "/invite/x",
                webhook.replace("/webhooks/line", "/link"),
                "/link/x",
                "/hubspot/install/x",
                "/hubspot/callback?state=x",
                "/login/oidc",
                "/t/x",
                "/o/x",
                "/actuator/health",
                "/nothing");
        var statuses = new ConcurrentLinkedQueue<Integer>();
        all(32, number -> {
            for (var page = 0; page < 60; page++) {
                var stranger = strangers.connect();
                stranger.send(Strangers.head(
                        "GET", pages.get((number + page) % pages.size()), "Accept: text/html", "Connection: close"));
                statuses.add(stranger.status());
                stranger.close();
            }
        });
        assertThat(statuses).contains(429).isSubsetOf(200, 302, 303, 400, 404, 406, 429, 503);
    }
}
