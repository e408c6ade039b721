package musubi.broadcast;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.inbox.DataDirectory;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A real process, killed while it reads the audience and while it sends, by a LINE that breaks off: everybody gets the message once, and then
 * nobody can be found in the data directory.
 */
@LongRunning(LongRunning.When.WITH_CACHE)
class BroadcastKilledTests {

    private static final int KILLS = Integer.getInteger("musubi.kills", 2);
    private static final int PEOPLE = 2_000;
    private static final String PUSH = "/v2/bot/message/push";

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    @Test
    void killedAtAnyMomentEverybodyGetsItOnceAndNobodyRests(@TempDir Path directory) throws InterruptedException {
        var data = directory.resolve("data");
        var port = ConnectorProcess.freePort();
        try (var line = LineStandIn.start(0, Clock.systemUTC(), seed);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), seed)) {
            var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
            var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
            channel.useWebhook(false);
            var friends = channel.crowd(PEOPLE);
            var connector = ConnectorProcess.start(data, port, line, hubspot);
            try {
                var connection = connector
                        .api()
                        .ok("POST", "/api/connections", ApiClient.connection(channel, portal, Map.of()))
                        .path("id")
                        .asString();
                var list = list(portal, friends);
                portal.latency(Duration.ofMillis(250));
                var broadcast = sent(connector.api(), connection, list);
                for (var kill = 0; kill < KILLS; kill++) {
                    var sending = kill % 2 == 1;
                    if (sending) {
                        reached(friends, PEOPLE * (kill + 1) / (KILLS + 2));
                    } else {
                        Thread.sleep(random.nextInt(200, 3_000));
                    }
                    connector.kill();
                    faults(line);
                    channel.latency(Duration.ofMillis(random.nextInt(300)));
                    connector = ConnectorProcess.start(data, port, line, hubspot);
                }
                var api = connector.api();
                eventually("seed %d: it is done".formatted(seed), () -> {
                    var now = get(api, broadcast);
                    assertThat(now.path("state").asString(""))
                            .as("seed %d", seed)
                            .isNotEqualTo("PAUSED");
                    return now.path("state").asString("").equals("DONE");
                });
                assertThat(friends.stream()
                                .map(friend -> friend.received().size())
                                .distinct()
                                .toList())
                        .as("seed %d: messages of each", seed)
                        .containsExactly(1);
                var counts = get(api, broadcast).path("counts");
                for (var all : List.of("recipients", "sent")) {
                    assertThat(counts.path(all).asInt(0))
                            .as("seed %d: %s", seed, all)
                            .isEqualTo(PEOPLE);
                }
                counts.path("leftOut")
                        .forEach(people -> assertThat(people.asInt(-1))
                                .as("seed %d: %s", seed, counts)
                                .isZero());
                nobodyRests(data, friends);
                assertThat(connector.terminate()).isEqualTo(143);
                nobodyRests(data, friends);
            } finally {
                connector.close();
            }
        }
    }

    private static String list(Portal portal, List<Friend> friends) {
        var members = new ArrayList<Long>();
        for (var friend : friends) {
            members.add(portal.createContact(Map.of(
                            "line_user_id",
                            friend.userId(),
                            "line_follow",
                            "YES",
                            "lastname",
                            "Kyaku" + friend.userId().substring(1, 9),
                            "email",
                            friend.userId().toLowerCase(Locale.ROOT) + "@line.me"))
                    .id());
        }
        return Long.toString(portal.lists().add("A", ListKind.MANUAL, members).id());
    }

    private static String sent(ApiClient api, String connection, String list) {
        var broadcast = api.ok(
                        "POST",
                        "/api/connections/" + connection + "/broadcasts",
                        Map.of(
                                "title", "Sale",
                                "message",
                                        Map.of(
                                                "bubbles",
                                                List.of(Map.of("type", "text", "text", "{{ contact.lastname }}様"))),
                                "audience", Map.of("lists", List.of(list))))
                .path("id")
                .asString();
        api.ok("POST", "/api/broadcasts/" + broadcast + "/send", null);
        return broadcast;
    }

    private static JsonNode get(ApiClient api, String broadcast) {
        return api.ok("GET", "/api/broadcasts/" + broadcast, null);
    }

    private void reached(List<Friend> friends, int people) {
        eventually(
                "seed %d: %d have it".formatted(seed, people),
                () -> friends.stream()
                                .filter(friend -> !friend.received().isEmpty())
                                .count()
                        >= people);
    }

    /** Of the calls that come next, many fail in every way. */
    private void faults(LineStandIn line) {
        for (var left = 60; left > 0; left--) {
            var times = random.nextInt(1, 4);
            line.faults()
                    .add(
                            switch (random.nextInt(5)) {
                                case 0 -> Fault.answer("POST", PUSH, times, 503, "");
                                case 1 -> Fault.answerAfter("POST", PUSH, times, 500, "");
                                case 2 -> Fault.of(Kind.CUT_BEFORE, "POST", PUSH, times, Duration.ZERO);
                                case 3 -> Fault.of(Kind.HANG_AFTER, "POST", PUSH, times, Duration.ofMillis(300));
                                default -> Fault.of(Kind.CUT_AFTER, "POST", PUSH, times, Duration.ZERO);
                            });
        }
    }

    /** The write-ahead log included. */
    private static void nobodyRests(Path data, List<Friend> friends) {
        var words = new ArrayList<String>();
        for (var friend : List.of(friends.getFirst(), friends.get(PEOPLE / 2), friends.getLast())) {
            words.add(friend.userId());
            words.add("Kyaku" + friend.userId().substring(1, 9));
        }
        assertThat(DataDirectory.find(data, words)).isEmpty();
    }
}
