package musubi.inbox;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Whoever copies the data directory, running or stopped, its write-ahead log included, finds no friend in it. */
@LongRunning(LongRunning.When.WITH_CACHE)
class NoClearTextOnDiskTests {

    @Test
    void theBytesOfTheDataDirectoryHoldNoFriend(@TempDir Path directory) throws IOException {
        var data = directory.resolve("data");
        try (var line = LineStandIn.start(0, Clock.systemUTC(), 7);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), 7)) {
            var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
            var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
            try (var connector = ConnectorProcess.start(data, ConnectorProcess.freePort(), line, hubspot)) {
                var api = connector.api();
                var id = api.ok(
                                "POST",
                                "/api/connections",
                                ApiClient.connection(
                                        channel, portal, Map.of("options", Map.of("createTaskOnMessage", true))))
                        .path("id")
                        .asString();
                channel.webhookEndpoint(connector.url() + "/webhooks/line/" + id);
                var backlog = "/api/connections/" + id + "/backlog";
                var secrets = new ArrayList<String>();

                portal.requireOnCreate(Set.of("firstname"));
                var refused = channel.newUser("Hanako Refused");
                refused.follow();
                eventually("a failure", () -> number(api, backlog, "failed") == 1);
                var blocker = channel.newUser("Taro Blocker");
                blocker.block();
                var done = channel.newUser("Jiro Done");
                portal.requireOnCreate(Set.of());
                done.write("a word that has gone through");
                eventually("the others are done", () -> number(api, backlog, "pending") == 0);

                hubspot.faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
                var waiting = channel.newUser("Sakura Waiting");
                waiting.follow();
                waiting.write("a very private word");
                var crowd = channel.crowd(200);
                api.ok("POST", "/api/connections/" + id + "/imports", Map.of("source", "followers"));
                assertThat(channel.awaitWebhooks(Duration.ofSeconds(20))).isTrue();
                eventually("all waits", () -> number(api, backlog, "pending") >= 200);

                for (var friend : List.of(refused, blocker, done, waiting, crowd.getFirst(), crowd.getLast())) {
                    secrets.add(friend.userId());
                }
                secrets.addAll(List.of(
                        "Hanako Refused",
                        "Taro Blocker",
                        "Jiro Done",
                        "Sakura Waiting",
                        "a very private word",
                        "a word that has gone through"));
                // samples for the planner are on disk too
                database(data).sql("analyze").update();
                database(data).sql("checkpoint").update();
                assertThat(DataDirectory.find(data, secrets))
                        .as("while it runs")
                        .isEmpty();
                // it is where all of this would be found
                assertThat(DataDirectory.find(data.resolve("postgres"), List.of("Café Musubi")))
                        .anyMatch(file -> file.contains("pg_wal"))
                        .anyMatch(file -> file.contains("base"));
                assertThat(connector.terminate()).isEqualTo(143);
                assertThat(DataDirectory.find(data, secrets)).as("stopped").isEmpty();
            }
        }
    }

    /** As the superuser, who may write a checkpoint. */
    private static JdbcClient database(Path data) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(data.resolve("database.properties"))));
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:%s/%s"
                        .formatted(properties.getProperty("port"), properties.getProperty("database")),
                "musubi",
                Files.readString(data.resolve("postgres.password")).strip()));
    }

    private static int number(ApiClient api, String backlog, String of) {
        return api.ok("GET", backlog, null).path(of).asInt(-1);
    }
}
