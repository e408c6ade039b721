package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.Seed;
import musubi.testing.TestDatabase;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real processes on one database, of which the one that owns the portal is stopped by SIGSTOP while friends act, and wakes when the other
 * has taken over: nothing is lost, nothing doubled. How long it takes at the most: {@code inbox.lease.LeasesTests}, which makes the time itself.
 */
@LongRunning(LongRunning.When.WITH_CACHE)
class FrozenTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(Seed.VALUE);

    @Test
    void theOtherNodeTakesOver(@TempDir Path directory) throws InterruptedException {
        try (var line = LineStandIn.start(0, Clock.systemUTC(), Seed.VALUE);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), Seed.VALUE);
                var one = node(directory.resolve("one"), line, hubspot);
                var other = node(directory.resolve("other"), line, hubspot)) {
            var channel = channel(line);
            var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
            var acting = new ActingFriends(Seed.VALUE, portal, channel);
            acting.begin(one);
            try {
                for (var round = 0; round < 2; round++) {
                    eventually("the other node knows the connection", () -> knowsConnection(one, other));
                    var owner = owner(one, other);
                    var next = owner == one ? other : one;
                    pointWebhooks(channel, next);
                    Thread.sleep(random.nextInt(50, 1_500));
                    owner.freeze();
                    eventually("the other node has taken over", () -> owns(next));
                    Thread.sleep(random.nextInt(50, 1_500));
                    owner.thaw();
                }
                acting.end();
                acting.check(one.api());
                var said = new ArrayList<>(one.said());
                said.addAll(other.said());
                acting.assertNobodyIn(said);
                // in order the other follows at once
                var owner = owner(one, other);
                var next = owner == one ? other : one;
                assertThat(owner.terminate()).isEqualTo(143);
                assertThat(DATABASE.jdbc()
                                .sql("select count(*) from node")
                                .query(Long.class)
                                .single())
                        .as("nodes")
                        .isEqualTo(1);
                eventually("the other node follows", () -> owns(next));
            } finally {
                acting.end();
            }
        }
    }

    private static ConnectorProcess node(Path data, LineStandIn line, HubSpotStandIn hubspot) {
        return ConnectorProcess.start(
                data,
                ConnectorProcess.freePort(),
                List.of(
                        "--musubi.line.api-base-url=" + line.url(),
                        "--musubi.hubspot.api-base-url=" + hubspot.url(),
                        "--musubi.master-key=bXVzdWJpIG11c3ViaSBtdXN1YmkgbXVzdWJpIG11c3U=",
                        "--spring.datasource.url=" + DATABASE.url(),
                        "--spring.datasource.username=" + DATABASE.username(),
                        "--spring.datasource.password=" + DATABASE.password()));
    }

    private static Channel channel(LineStandIn line) {
        var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
        channel.rateLimits(false);
        channel.redelivery(true);
        channel.redeliveryDelays(Collections.nCopies(400, Duration.ofSeconds(3)));
        return channel;
    }

    private static boolean knowsConnection(ConnectorProcess... nodes) {
        for (var node : nodes) {
            if (node.api().ok("GET", "/api/connections", null).path("items").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static void pointWebhooks(Channel channel, ConnectorProcess node) {
        var id = node.api()
                .ok("GET", "/api/connections", null)
                .path("items")
                .path(0)
                .path("id")
                .asString();
        channel.webhookEndpoint(node.url() + "/webhooks/line/" + id);
    }

    private static ConnectorProcess owner(ConnectorProcess one, ConnectorProcess other) {
        var owner = new AtomicReference<>(one);
        eventually("one of them owns the portal", () -> {
            var first = owns(one);
            owner.set(first ? one : other);
            return first != owns(other);
        });
        return owner.get();
    }

    private static boolean owns(ConnectorProcess node) {
        return node.api()
                .call("GET", "/actuator/prometheus", null)
                .body()
                .lines()
                .anyMatch(line -> line.matches("musubi_portals_owned(\\{})? 1\\.0"));
    }
}
