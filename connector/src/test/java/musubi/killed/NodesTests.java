package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.ConsoleSession;
import musubi.testing.Seed;
import musubi.testing.TestDatabase;
import musubi.testing.programs.Balancer;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two and three real processes behind a real nginx that knows no sessions: to a browser, to LINE and to programs they are one. */
@LongRunning(LongRunning.When.WITH_CACHE)
class NodesTests {

    private static final String ADMIN = "admin@example.com";
    private static final String PASSWORD = "long enough to be taken";

    /** A node looks by itself each ten seconds: who is not told waits as long, each of three times. */
    private static final Duration UNTOLD = Duration.ofSeconds(25);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private final List<Integer> ports =
            IntStream.range(0, 3).mapToObj(_ -> ConnectorProcess.freePort()).toList();

    @Test
    void toTheOutsideAllNodesAreOneAndOneThatIsKilledIsNotMissed(@TempDir Path directory) {
        noteJobs();
        try (var line = LineStandIn.start(0, Clock.systemUTC(), Seed.VALUE);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), Seed.VALUE);
                var nginx = Balancer.start(directory.resolve("nginx"), ports);
                var one = node(0, directory, line, hubspot);
                var two = node(1, directory, line, hubspot)) {
            var browser = ConsoleSession.at(nginx.url());
            assertThat(browser.signIn(ADMIN, PASSWORD)).endsWith("/");
            assertThat(visited(browser, 6)).as("the nodes that answered").hasSize(2);

            var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
            channel.rateLimits(false);
            channel.redelivery(true);
            channel.redeliveryDelays(Collections.nCopies(100, Duration.ofSeconds(2)));
            var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
            var id = KilledTests.connect(one, channel, portal);
            channel.webhookEndpoint(nginx.url() + "/webhooks/line/" + id);
            eventually(
                    "the other node knows the connection", () -> name(two, id).equals(name(one, id)));
            var began = System.nanoTime();
            for (var name : List.of("One", "Two", "Three", "Four")) {
                two.api().ok("PATCH", "/api/connections/" + id, Map.of("name", name));
                eventually(
                        "the first node knows the new name", () -> name(one, id).equals(name));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(UNTOLD);

            IntStream.range(0, 20)
                    .forEach(number -> channel.newUser("friend " + number).follow());
            followed(portal, 20);

            one.kill();
            assertThat(visited(browser, 4)).as("without signing in again").hasSize(1);
            IntStream.range(20, 40)
                    .forEach(number -> channel.newUser("friend " + number).follow());
            try (var three = node(2, directory, line, hubspot)) {
                assertThat(browser.goingTo(three.url()).get("/").statusCode()).isEqualTo(200);
                eventually("both answer", () -> visited(browser, 2).size() == 2);
                KilledTests.drained(three.api(), id, channel, Seed.VALUE);
                followed(portal, 40);
                signedOutEverywhere(nginx, two, three);
                assertThat(jobsTakenTwice()).isEmpty();
                assertThat(three.terminate()).isEqualTo(143);
            }
        }
    }

    /** What one device ends by the balancer is ended for another one on each node. */
    private static void signedOutEverywhere(Balancer nginx, ConnectorProcess... nodes) {
        var other = ConsoleSession.at(nginx.url());
        assertThat(other.signIn(ADMIN, PASSWORD)).endsWith("/");
        var here = ConsoleSession.at(nginx.url());
        assertThat(here.signIn(ADMIN, PASSWORD)).endsWith("/");
        here.post("/settings/me/sessions/end-others", Map.of());
        for (var node : nodes) {
            assertThat(other.goingTo(node.url()).get("/").statusCode()).isEqualTo(302);
            assertThat(here.goingTo(node.url()).get("/").statusCode()).isEqualTo(200);
        }
        here.get("/settings/me");
        here.post("/logout", Map.of());
        for (var node : nodes) {
            assertThat(here.goingTo(node.url()).get("/").statusCode()).isEqualTo(302);
        }
    }

    private ConnectorProcess node(int number, Path directory, LineStandIn line, HubSpotStandIn hubspot) {
        return ConnectorProcess.start(
                directory.resolve("node" + number),
                ports.get(number),
                Stream.concat(
                                settings(DATABASE.url(), DATABASE, line, hubspot).stream(),
                                Stream.of(
                                        "--musubi.admin.email=" + ADMIN,
                                        "--musubi.admin.password=" + PASSWORD,
                                        "--musubi.trusted-proxies=127.0.0.1,::1"))
                        .toList());
    }

    /** Of a node that uses that database. */
    static List<String> settings(String url, TestDatabase database, LineStandIn line, HubSpotStandIn hubspot) {
        return List.of(
                "--musubi.line.api-base-url=" + line.url(),
                "--musubi.hubspot.api-base-url=" + hubspot.url(),
                "--musubi.master-key=bXVzdWJpIG11c3ViaSBtdXN1YmkgbXVzdWJpIG11c3U=",
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password());
    }

    /** Opens pages, all of which must be there; the nodes that answered. */
    private static Set<String> visited(ConsoleSession browser, int pages) {
        var nodes = new HashSet<String>();
        for (var page = 0; page < pages; page++) {
            var answer = browser.get(page % 2 == 0 ? "/" : "/settings/me");
            assertThat(answer.statusCode()).isEqualTo(200);
            // of those that were tried the last one
            nodes.add(answer.headers().firstValue(Balancer.NODE).orElseThrow().replaceAll(".*, ", ""));
        }
        return nodes;
    }

    private static String name(ConnectorProcess node, String id) {
        for (var each : node.api().ok("GET", "/api/connections", null).path("items")) {
            if (each.path("id").asString().equals(id)) {
                return each.path("name").asString();
            }
        }
        return "not known";
    }

    private static void followed(Portal portal, int friends) {
        eventually("%d contacts".formatted(friends), () -> portal.contacts().size() >= friends);
        assertThat(portal.contacts())
                .hasSize(friends)
                .allSatisfy(contact ->
                        assertThat(contact.properties().get("line_follow")).isEqualTo("YES"));
    }

    /** Each time a node takes a job is a row. */
    private static void noteJobs() {
        DATABASE.jdbc().sql("""
                create table taken (name text, instance text, due timestamptz);
                create function note_taken() returns trigger language plpgsql as $$
                begin
                    insert into taken values (new.task_name, new.task_instance, new.execution_time);
                    return null;
                end $$;
                create trigger note_taken after update on scheduled_tasks
                    for each row when (new.picked and not old.picked) execute function note_taken();
                """).update();
    }

    private static List<String> jobsTakenTwice() {
        assertThat(DATABASE.jdbc()
                        .sql("select count(distinct name) from taken")
                        .query(Integer.class)
                        .single())
                .as("jobs that ran")
                .isGreaterThan(5);
        return DATABASE.jdbc()
                .sql("select name from taken group by name, instance, due having count(*) > 1")
                .query(String.class)
                .list();
    }
}
