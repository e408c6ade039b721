package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real process, killed again and again while friends act, an import runs, a broadcast is prepared and sent, and people go through a scenario, each
 * on a connection of its own: nothing is lost, nothing doubled, and nobody can be found in the data directory.
 */
@LongRunning(LongRunning.When.WITH_CACHE)
class KilledTests {

    /** Of each five, the first three come in the middle of the import, the fourth while the audience is read, the last while it is sent. */
    private static final int KILLS = Integer.getInteger("musubi.kills", 5);

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    @Test
    void killedAtAnyMomentNothingIsLostAndNothingDoubled(@TempDir Path directory)
            throws IOException, SQLException, InterruptedException {
        var data = directory.resolve("data");
        var port = ConnectorProcess.freePort();
        var said = new ArrayList<String>();
        try (var line = LineStandIn.start(0, Clock.systemUTC(), seed);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), seed)) {
            var acting = new ActingFriends(seed, portal(hubspot), channel(line));
            var imports = new RunningImport(seed, portal(hubspot), channel(line));
            var scenario = new RunningScenario(seed, portal(hubspot), channel(line));
            var connector = ConnectorProcess.start(data, port, line, hubspot);
            try {
                acting.begin(connector);
                scenario.begin(connector);
                var broadcasts = new ArrayList<RunningBroadcast>();
                for (var kill = 0; kill < KILLS; kill++) {
                    switch (kill % 5) {
                        case 0 -> {
                            imports.begin(connector);
                            imports.awaitSomeDone(connector.api(), 0);
                        }
                        case 1, 2 -> imports.awaitSomeDone(connector.api(), kill % 5);
                        case 3 -> {
                            var broadcast = new RunningBroadcast(seed + kill, portal(hubspot), channel(line));
                            broadcasts.add(broadcast);
                            broadcast.begin(connector);
                        }
                        default -> broadcasts.getLast().awaitSomeReached();
                    }
                    Thread.sleep(random.nextInt(50, 1_500));
                    end(connector);
                    said.addAll(connector.said());
                    broadcasts.forEach(broadcast -> broadcast.faults(line));
                    connector = ConnectorProcess.start(data, port, line, hubspot);
                }
                var api = connector.api();
                acting.end();
                acting.check(api);
                imports.check(api, data);
                scenario.check(api);
                broadcasts.forEach(broadcast -> broadcast.check(api, data));
                assertThat(connector.terminate()).isEqualTo(143);
                said.addAll(connector.said());
                broadcasts.forEach(broadcast -> broadcast.assertNobodyRests(data));
                acting.assertNobodyIn(said);
                assertThat(data.resolve("database.properties")).doesNotExist();
            } finally {
                acting.end();
                connector.close();
            }
        }
    }

    static Portal portal(HubSpotStandIn hubspot) {
        return hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
    }

    /** LINE goes on sending what was not answered, longer than all starts take. */
    static Channel channel(LineStandIn line) {
        var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
        channel.rateLimits(false);
        channel.redelivery(true);
        channel.redeliveryDelays(Collections.nCopies(400, Duration.ofSeconds(3)));
        return channel;
    }

    /** Killed mostly, stopped by SIGTERM now and then. */
    private void end(ConnectorProcess connector) {
        if (random.nextInt(3) == 0) {
            assertThat(connector.terminate()).as("seed %d", seed).isEqualTo(143);
        } else {
            connector.kill();
        }
    }

    /** Waits until all webhooks of the connection are taken in, and all its events applied. */
    static void drained(ApiClient api, String connection, Channel channel, long seed) {
        assertThat(channel.awaitWebhooks(Duration.ofSeconds(60)))
                .as("seed %d", seed)
                .isTrue();
        assertThat(channel.webhooks().givenUp()).as("webhooks LINE gave up").isZero();
        var path = "/api/connections/" + connection + "/backlog";
        eventually(
                "the backlog is drained",
                () -> api.ok("GET", path, null).path("pending").asInt(-1) == 0);
        assertThat(api.ok("GET", path, null).path("failed").asInt(-1)).isZero();
    }

    /** A new connection of the account to the portal. */
    static String connect(ConnectorProcess musubi, Channel channel, Portal portal) {
        return connect(musubi.api(), musubi.url(), channel, portal);
    }

    /**
     * The same.
     *
     * @param webhooks where LINE reaches Musubi
     */
    static String connect(ApiClient api, URI webhooks, Channel channel, Portal portal) {
        var id = api.ok(
                        "POST",
                        "/api/connections",
                        ApiClient.connection(channel, portal, Map.of("options", Map.of("createTaskOnMessage", true))))
                .path("id")
                .asString();
        channel.webhookEndpoint(webhooks + "/webhooks/line/" + id);
        return id;
    }

    static List<String> secrets(Channel channel, Portal portal) {
        return List.of(portal.accessToken(), channel.secret(), channel.accessToken());
    }
}
