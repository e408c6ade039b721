package musubi.friends;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.testing.ConnectorProcess;
import musubi.testing.suite.LongRunning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;

/** A real process, killed at random moments of an import while friends act: every friend is brought in and counted once. */
@LongRunning(LongRunning.When.WITH_CACHE)
class ImportKilledTests {

    private static final int KILLS = Integer.getInteger("musubi.kills", 3);
    private static final int FRIENDS = 4_500;
    private static final int KNOWN = 200;
    private static final int ACTING = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern USER_ID = Pattern.compile("U[0-9a-f]{32}");
    private static final Pattern BYTES = Pattern.compile("\\\\\\\\x([0-9a-f]+)");

    private final long seed = Optional.ofNullable(Long.getLong("musubi.seed")).orElseGet(System::nanoTime);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

    @Test
    void killedAtAnyMomentEveryFriendIsBroughtInAndCountedOnce(@TempDir Path directory)
            throws IOException, SQLException, InterruptedException {
        var data = directory.resolve("data");
        var port = ConnectorProcess.freePort();
        try (var line = LineStandIn.start(0, Clock.systemUTC(), seed);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), seed)) {
            var portal = hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0));
            var channel = line.addChannel(ChannelOptions.named("Café Musubi"));
            channel.rateLimits(false);
            channel.redelivery(true);
            channel.redeliveryDelays(Collections.nCopies(40, Duration.ofSeconds(3)));
            channel.useWebhook(false);
            var friends = channel.crowd(FRIENDS);
            channel.useWebhook(true);

            var connector = ConnectorProcess.start(data, port, line, hubspot);
            var id = connector.api().connect(channel, portal);
            channel.webhookEndpoint(connector.url() + "/webhooks/line/" + id);
            friends.subList(0, KNOWN)
                    .forEach(friend -> portal.createContact(
                            Map.of("line_user_id", friend.userId(), "line_user_name", "an old name")));
            // slow enough that a kill comes in the middle of things
            portal.latency(Duration.ofMillis(150));
            var started =
                    connector.api().ok("POST", "/api/connections/" + id + "/imports", Map.of("source", "followers"));
            var path = "/api/imports/" + started.path("id").asString();
            for (var kill = 0; kill < KILLS; kill++) {
                for (var act = 0; act < ACTING / KILLS; act++) {
                    friends.get(random.nextInt(FRIENDS)).write("text " + act);
                }
                var running = connector.api();
                var done = random.nextInt(kill * FRIENDS / (KILLS + 1), (kill + 1) * FRIENDS / (KILLS + 1));
                eventually("so many are done: " + done, () -> done(running.ok("GET", path, null)) >= done);
                Thread.sleep(random.nextInt(200));
                assertThat(state(running, path)).as("seed %d", seed).isEqualTo("RUNNING");
                connector.kill();
                connector = ConnectorProcess.start(data, port, line, hubspot);
            }
            portal.latency(Duration.ZERO);
            var api = connector.api();
            eventually("the import ends", () -> !state(api, path).equals("RUNNING"));
            assertThat(channel.awaitWebhooks(TIMEOUT)).as("seed %d", seed).isTrue();
            eventually(
                    "the backlog is drained",
                    () -> api.ok("GET", "/api/connections/" + id + "/backlog", null)
                                    .path("pending")
                                    .asInt(-1)
                            == 0);

            var counts = api.ok("GET", path, null);
            assertThat(counts.path("state").asString())
                    .as("seed %d: %s", seed, counts)
                    .isEqualTo("DONE");
            assertThat(counts.path("found").asInt())
                    .as("seed %d: %s", seed, counts)
                    .isEqualTo(FRIENDS);
            assertThat(done(counts)).as("seed %d: %s", seed, counts).isEqualTo(FRIENDS);
            assertThat(counts.path("failed").asInt(-1)).as("seed %d", seed).isZero();
            assertThat(portal.contacts().stream().filter(Predicate.not(Contact::archived)))
                    .as("seed %d", seed)
                    .hasSize(FRIENDS);
            assertThat(friends)
                    .as("seed %d", seed)
                    .allSatisfy(friend -> assertThat(portal.contactBy("line_user_id", friend.userId()))
                            .hasValueSatisfying(
                                    contact -> assertThat(contact.properties().get("line_user_name"))
                                            .isNotIn("an old name", null)));
            assertThat(dump(data))
                    .contains(path.substring("/api/imports/".length()))
                    .doesNotContainPattern(USER_ID);
            assertThat(connector.terminate()).isEqualTo(143);
        }
    }

    private static int done(JsonNode counts) {
        return Stream.of("created", "updated", "unchanged", "failed")
                .mapToInt(count -> counts.path(count).asInt(-1))
                .sum();
    }

    private static String state(ApiClient api, String path) {
        return api.ok("GET", path, null).path("state").asString();
    }

    /** Every row of every table, bytes as the text they hold. */
    private static String dump(Path data) throws IOException, SQLException {
        var database = new Properties();
        try (var told = Files.newBufferedReader(data.resolve("database.properties"))) {
            database.load(told);
        }
        var url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        database.getProperty("host"), database.getProperty("port"), database.getProperty("database"));
        var dump = new StringWriter();
        try (var connection = DriverManager.getConnection(
                        url, database.getProperty("username"), database.getProperty("password"));
                var tables = connection
                        .createStatement()
                        .executeQuery("select quote_ident(table_name) from information_schema.tables"
                                + " where table_schema = 'public'")) {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            var names = new ArrayList<String>();
            while (tables.next()) {
                names.add(tables.getString(1));
            }
            for (var name : names) {
                copies.copyOut("copy (select * from %s) to stdout".formatted(name), dump);
            }
        }
        return BYTES.matcher(dump.toString())
                .replaceAll(match -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(match.group(1)), StandardCharsets.UTF_8)));
    }
}
