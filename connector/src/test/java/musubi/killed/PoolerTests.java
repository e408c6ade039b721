package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.Seed;
import musubi.testing.TestDatabase;
import musubi.testing.programs.Pooler;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real process behind a real PgBouncer in transaction mode: it owns portals, takes events in and applies them, and sends. */
@LongRunning(LongRunning.When.WITH_CACHE)
class PoolerTests {

    private static final int PEOPLE = 30;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    @Test
    void leasesEventsAndMessagesGoThroughAPoolerInTransactionMode(@TempDir Path directory) {
        try (var line = LineStandIn.start(0, Clock.systemUTC(), Seed.VALUE);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), Seed.VALUE);
                var pooler = Pooler.start(directory.resolve("pooler"), DATABASE);
                var node = node(directory.resolve("node"), pooler, line, hubspot, List.of())) {
            var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
            channel.rateLimits(false);
            var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
            var id = KilledTests.connect(node, channel, portal);
            var friends = IntStream.range(0, PEOPLE)
                    .mapToObj(number -> channel.newUser("friend " + number))
                    .toList();
            friends.forEach(friend -> friend.follow());
            KilledTests.drained(node.api(), id, channel, Seed.VALUE);
            assertThat(portal.contacts()).hasSize(PEOPLE);
            assertThat(DATABASE.jdbc()
                            .sql("select count(*) from portal_lease where until > now()")
                            .query(Integer.class)
                            .single())
                    .isOne();

            var members = new ArrayList<Long>();
            portal.contacts().forEach(contact -> members.add(contact.id()));
            var list = Long.toString(
                    portal.lists().add("A", ListKind.MANUAL, members).id());
            var broadcast = node.api()
                    .ok(
                            "POST",
                            "/api/connections/" + id + "/broadcasts",
                            Map.of(
                                    "title",
                                    "Sale",
                                    "message",
                                    Map.of("bubbles", List.of(Map.of("type", "text", "text", "Sale"))),
                                    "audience",
                                    Map.of("lists", List.of(list))))
                    .path("id")
                    .asString();
            node.api().ok("POST", "/api/broadcasts/" + broadcast + "/send", null);
            eventually(
                    "it is sent",
                    () -> node.api()
                            .ok("GET", "/api/broadcasts/" + broadcast, null)
                            .path("state")
                            .asString("")
                            .equals("DONE"));
            assertThat(friends)
                    .allSatisfy(friend -> assertThat(friend.received()).hasSize(1));

            eventually(
                    "it says that nothing is told over the pooler",
                    () -> node.said().stream().anyMatch(words -> words.contains("musubi.database.listen-url")));
            assertThat(node.said()).noneMatch(words -> words.contains(" ERROR "));
            toldByTheDatabaseItself(directory, pooler, line, hubspot, id);
        }
    }

    /** A second node, whose one connection for notifications goes past the pooler. */
    private static void toldByTheDatabaseItself(
            Path directory, Pooler pooler, LineStandIn line, HubSpotStandIn hubspot, String connection) {
        try (var told = node(
                directory.resolve("told"),
                pooler,
                line,
                hubspot,
                List.of("--musubi.database.listen-url=" + DATABASE.url()))) {
            eventually(
                    "it listens",
                    () -> DATABASE.jdbc()
                            .sql("select exists (select from pg_stat_activity where application_name = 'musubi-changes'"
                                    + " and datname = current_database() and client_port is not null and wait_event = 'ClientRead'"
                                    + " and query in ('listen musubi', 'select 1'))")
                            .query(Boolean.class)
                            .single());
            // without being told, it looks each ten seconds: each change would wait as long after the one before
            var began = System.nanoTime();
            for (var name : List.of("One", "Two", "Three", "Four", "Five")) {
                DATABASE.jdbc()
                        .sql("update connection set name = :name where id = :id::uuid")
                        .param("name", name)
                        .param("id", connection)
                        .update();
                eventually(
                        "it knows the name",
                        () -> told.api()
                                .ok("GET", "/api/connections", null)
                                .path("items")
                                .path(0)
                                .path("name")
                                .asString()
                                .equals(name));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(35));
            assertThat(told.said()).noneMatch(words -> words.contains("musubi.database.listen-url"));
        }
    }

    private static ConnectorProcess node(
            Path data, Pooler pooler, LineStandIn line, HubSpotStandIn hubspot, List<String> more) {
        return ConnectorProcess.start(
                data,
                ConnectorProcess.freePort(),
                Stream.concat(
                                NodesTests.settings(pooler.url(), DATABASE, line, hubspot).stream(),
                                Stream.concat(Stream.of("--musubi.delivery.undo=0s"), more.stream()))
                        .toList());
    }
}
