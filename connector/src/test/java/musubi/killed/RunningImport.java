package musubi.killed;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.Friend;
import musubi.testing.ConnectorProcess;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;

/** An import of all friends, some of whom are contacts already and some of whom act: each is brought in and counted once. */
final class RunningImport {

    private static final int FRIENDS = 4_500;
    private static final int KNOWN = 200;
    private static final int ACTING = 20;
    private static final Pattern USER_ID = Pattern.compile("U[0-9a-f]{32}");
    private static final Pattern BYTES = Pattern.compile("\\\\\\\\x([0-9a-f]+)");

    private final long seed;
    private final RandomGenerator random;
    private final Portal portal;
    private final Channel channel;
    private final List<Friend> friends;
    private String connection = "";
    private String path = "";

    RunningImport(long seed, Portal portal, Channel channel) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + 2);
        this.portal = portal;
        this.channel = channel;
        channel.useWebhook(false);
        this.friends = channel.crowd(FRIENDS);
        channel.useWebhook(true);
    }

    /** The second time another import of the same friends, who are known then. */
    void begin(ConnectorProcess musubi) {
        if (connection.isEmpty()) {
            connection = KilledTests.connect(musubi, channel, portal);
            friends.subList(0, KNOWN)
                    .forEach(friend -> portal.createContact(
                            Map.of("line_user_id", friend.userId(), "line_user_name", "an old name")));
        } else {
            ended(musubi.api());
        }
        // slow enough that a kill comes in the middle of things
        portal.latency(Duration.ofMillis(150));
        path = "/api/imports/"
                + musubi.api()
                        .ok("POST", "/api/connections/" + connection + "/imports", Map.of("source", "followers"))
                        .path("id")
                        .asString();
    }

    /** Some point of this quarter of the import; friends act before it. */
    void awaitSomeDone(ApiClient api, int quarter) {
        for (var act = 0; act < ACTING; act++) {
            friends.get(random.nextInt(FRIENDS)).write("text " + act);
        }
        var done = random.nextInt(quarter * FRIENDS / 4, (quarter + 1) * FRIENDS / 4);
        eventually("so many are done: " + done, () -> done(api.ok("GET", path, null)) >= done);
        assertThat(state(api)).as("seed %d", seed).isEqualTo("RUNNING");
    }

    private void ended(ApiClient api) {
        portal.latency(Duration.ZERO);
        eventually("the import ends", () -> !state(api).equals("RUNNING"));
    }

    void check(ApiClient api, Path data) throws IOException, SQLException {
        ended(api);
        KilledTests.drained(api, connection, channel, seed);
        var counts = api.ok("GET", path, null);
        assertThat(counts.path("state").asString())
                .as("seed %d: %s", seed, counts)
                .isEqualTo("DONE");
        assertThat(counts.path("found").asInt()).as("seed %d: %s", seed, counts).isEqualTo(FRIENDS);
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
    }

    private static int done(JsonNode counts) {
        return Stream.of("created", "updated", "unchanged", "failed")
                .mapToInt(count -> counts.path(count).asInt(-1))
                .sum();
    }

    private String state(ApiClient api) {
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
