package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import musubi.sandbox.http.Fault;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

/** HubSpot is the only store of friends: a dump of the database holds nothing of them, be it idle or full of work. */
class NoFriendDataTests {

    private static final Pattern BYTES = Pattern.compile("\\\\\\\\x([0-9a-f]+)");

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    @Test
    void aDumpOfTheDatabaseHoldsNoFriend() throws SQLException, IOException {
        var connected = WORLD.connect();
        WORLD.hubspot().faults().add(Fault.answer("POST", ".*/batch/read", -1, 503, ""));
        var friend = connected.channel().newUser("Sakura Tanaka");
        friend.follow();
        friend.write("a very private word");
        var blocker = connected.channel().newUser("Taro Yamada");
        blocker.block();
        eventually("all is on disk", () -> connected.backlog().path("pending").asInt() == 3);
        assertThat(count("inbox")).isEqualTo(3);
        assertThat(dump()).doesNotContain(friend.userId(), "a very private word", blocker.userId());

        WORLD.hubspot().faults().clear();
        connected.drained();
        connected.channel().newUser("Jiro").unknown("somethingNew");
        connected.drained();
        assertThat(connected.contact(friend)).isPresent();
        assertThat(count("inbox")).isZero();
        assertThat(dump().toLowerCase(Locale.ROOT))
                .contains("inbox", "seen_event", "blocked", "connection")
                .doesNotContainPattern(
                        "u[0-9a-f]{32}(?<!" + connected.channel().botUserId().toLowerCase(Locale.ROOT) + ")")
                .doesNotContain("sakura", "private word", "yamada", "line.me");
    }

    private static long count(String table) {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    /** Every row of every table, bytes also as the text they hold. */
    private static String dump() throws SQLException, IOException {
        var dump = new StringWriter();
        var tables = WORLD.database()
                .jdbc()
                .sql("select quote_ident(table_name) from information_schema.tables where table_schema = 'public'")
                .query(String.class)
                .list();
        try (var connection = WORLD.database().dataSource().getConnection()) {
            for (var table : tables) {
                dump.write("\n" + table + "\n");
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (select * from %s) to stdout".formatted(table), dump);
            }
        }
        return BYTES.matcher(dump.toString())
                .replaceAll(match -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(match.group(1)), StandardCharsets.UTF_8)));
    }
}
