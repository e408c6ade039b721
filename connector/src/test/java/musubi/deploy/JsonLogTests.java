package musubi.deploy;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log as JSON, by the setting that the documentation names, while HubSpot refuses what friends do. */
class JsonLogTests {

    @Test
    void eachRecordIsAnObjectOfOneLineAndNamesNoPerson(@TempDir Path directory) throws IOException {
        try (var line = LineStandIn.start(0, Clock.systemUTC(), 7);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), 7);
                var musubi = ConnectorProcess.start(
                        directory.resolve("data"),
                        ConnectorProcess.freePort(),
                        List.of(
                                "--musubi.line.api-base-url=" + line.url(),
                                "--musubi.hubspot.api-base-url=" + hubspot.url(),
                                "--logging.structured.format.console=ecs"))) {
            var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
            var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
            var id = musubi.api().connect(channel, portal);
            channel.webhookEndpoint(musubi.url() + "/webhooks/line/" + id);
            portal.scopes(portal.accessToken(), Set.of());
            var friend = channel.newUser("さくら\nSakura");
            friend.follow();
            friend.write("もう届きましたか。\n\"Has it arrived?\"");
            eventually(
                    "it says that HubSpot refuses",
                    () -> records(musubi).stream()
                            .anyMatch(record ->
                                    record.path("message").asString("").startsWith("portal ")));
            // a fault with a stack trace
            var database = database(directory.resolve("data"));
            database.sql("alter table inbox rename to elsewhere").update();
            friend.write("まだですか。");
            eventually(
                    "an error is told",
                    () -> records(musubi).stream()
                            .anyMatch(record ->
                                    record.path("message").asString("").contains("\n    at musubi.")));
            database.sql("alter table elsewhere rename to inbox").update();

            assertThat(records(musubi)).allSatisfy(record -> {
                assertThat(Instant.parse(record.path("@timestamp").asString("")))
                        .isAfter(Instant.EPOCH);
                assertThat(record.at("/log/level").asString("")).isIn("INFO", "WARN", "ERROR");
                assertThat(record.at("/log/logger").asString("")).isNotEmpty();
                assertThat(record.at("/service/name").asString("")).isEqualTo("musubi");
                assertThat(record.at("/ecs/version").asString("")).isNotEmpty();
            });
            assertThat(musubi.said())
                    .allSatisfy(said -> assertThat(said)
                            .doesNotContain(
                                    friend.userId(),
                                    "さくら",
                                    "Sakura",
                                    "届きましたか",
                                    "arrived",
                                    "まだですか",
                                    portal.accessToken())
                            .doesNotContainPattern("^\\d{4}-\\d\\d-\\d\\dT|^\\s*at |^\\s*[Cc]aused by"));
        }
    }

    private static JdbcClient database(Path data) throws IOException {
        var properties = new Properties();
        try (var file = Files.newBufferedReader(data.resolve("database.properties"))) {
            properties.load(file);
        }
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:%s/%s"
                        .formatted(properties.getProperty("port"), properties.getProperty("database")),
                properties.getProperty("username", ""),
                properties.getProperty("password", "")));
    }

    /** The rest is for the person who starts it: that it is ready, and the link for the first admin. */
    private static List<JsonNode> records(ConnectorProcess musubi) {
        var json = new JsonMapper();
        return musubi.said().stream()
                .filter(said -> said.startsWith("{"))
                .map(json::readTree)
                .toList();
    }
}
