package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed at random moments again and again while friends act: nothing is lost, nothing doubled. */
@LongRunning(LongRunning.When.WITH_CACHE)
class KilledTests {

    private static final int KILLS = Integer.getInteger("musubi.kills", 5);

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    /** What a friend did last, as it must stand on the contact in the end. */
    private static final class Truth {
        String follow = "YES";
        String text = "";
    }

    @Test
    void killedAtAnyMomentNothingIsLostAndNothingDoubled(@TempDir Path directory) throws InterruptedException {
        var port = ConnectorProcess.freePort();
        try (var line = LineStandIn.start(0, Clock.systemUTC(), seed);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), seed)) {
            var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
            portal.latency(Duration.ofMillis(20));
            var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
            channel.redelivery(true);
            channel.redeliveryDelays(Collections.nCopies(40, Duration.ofSeconds(3)));

            var connector = ConnectorProcess.start(directory.resolve("data"), port, line, hubspot);
            var id = connector
                    .api()
                    .ok(
                            "POST",
                            "/api/connections",
                            ApiClient.connection(
                                    channel, portal, Map.of("options", Map.of("createTaskOnMessage", true))))
                    .path("id")
                    .asString();
            channel.webhookEndpoint(connector.url() + "/webhooks/line/" + id);

            var said = new ArrayList<String>();
            var truths = new HashMap<Friend, Truth>();
            var going = new AtomicBoolean(true);
            var friends = Thread.ofPlatform().start(() -> act(channel, truths, going));
            for (var kill = 0; kill < KILLS; kill++) {
                Thread.sleep(random.nextInt(50, 1_500));
                end(connector);
                said.addAll(connector.said());
                connector = ConnectorProcess.start(directory.resolve("data"), port, line, hubspot);
            }
            going.set(false);
            friends.join();

            assertThat(channel.awaitWebhooks(Duration.ofSeconds(60))).isTrue();
            assertThat(channel.webhooks().givenUp()).as("webhooks LINE gave up").isZero();
            drained(connector.api(), id);
            assertThat(portal.contacts()).as("seed %d", seed).hasSize(truths.size());
            truths.forEach((friend, truth) -> {
                var contact = portal.contactBy("line_user_id", friend.userId()).orElseThrow();
                assertThat(contact.properties().get("line_follow"))
                        .as("seed %d", seed)
                        .isEqualTo(truth.follow);
                assertThat(contact.properties().getOrDefault("line_last_reply_message", ""))
                        .as("seed %d", seed)
                        .isEqualTo(truth.text);
                assertThat(portal.tasks())
                        .as("seed %d: nobody answers, so it is one conversation and one task", seed)
                        .filteredOn(task -> task.contactIds().contains(contact.id()))
                        .hasSize(truth.text.isEmpty() ? 0 : 1);
            });
            assertThat(truths.size()).as("friends").isGreaterThan(50);
            assertThat(connector.terminate()).isEqualTo(143);
            said.addAll(connector.said());
            assertThat(said)
                    .as("no person and no secret in the log")
                    .noneMatch(words -> words.matches(".*U[0-9a-f]{32}.*"))
                    .noneMatch(words -> words.contains("friend 0") || words.contains("text "))
                    .noneMatch(words -> words.contains(portal.accessToken()) || words.contains(channel.secret()))
                    .noneMatch(words -> words.contains(channel.accessToken()) || words.contains("line.me"));
            assertThat(directory.resolve("data/database.properties")).doesNotExist();
        }
    }

    /** Killed mostly, stopped by SIGTERM now and then. */
    private void end(ConnectorProcess connector) {
        if (random.nextInt(3) == 0) {
            assertThat(connector.terminate()).as("seed %d", seed).isEqualTo(143);
        } else {
            connector.kill();
        }
    }

    /** Friends come, write, block and unblock; each act has a moment of its own. */
    private void act(Channel channel, Map<Friend, Truth> truths, AtomicBoolean going) {
        var known = new ArrayList<Friend>();
        var moment = Instant.now();
        for (var act = 0; going.get(); act++) {
            moment = moment.plusMillis(1);
            if (known.isEmpty() || random.nextInt(3) == 0) {
                var friend = channel.newUser("friend " + act);
                known.add(friend);
                truths.put(friend, new Truth());
                friend.at(moment).follow();
            } else {
                var friend = known.get(random.nextInt(known.size()));
                var truth = truths.get(friend);
                if (truth == null) {
                    throw new AssertionError("an unknown friend");
                } else if (truth.follow.equals("NO")) {
                    friend.at(moment).unblock();
                    truth.follow = "YES";
                } else if (random.nextInt(4) == 0) {
                    friend.at(moment).block();
                    truth.follow = "NO";
                } else {
                    truth.text = "text " + act;
                    friend.at(moment).write(truth.text);
                }
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(random.nextInt(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drained(ApiClient api, String id) {
        var path = "/api/connections/" + id + "/backlog";
        eventually(
                "the backlog is drained",
                () -> api.ok("GET", path, null).path("pending").asInt(-1) == 0);
        assertThat(api.ok("GET", path, null).path("failed").asInt(-1)).isZero();
    }
}
