package musubi.inbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is asked again and again looks at few rows, however many there are. The system property {@code musubi.rows} fills
 * the tables with more (docs/performance.md).
 */
class PlansTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final int ROWS = Integer.getInteger("musubi.rows", 100_000);
    /** A full take reads 300 events, each from two indexes. */
    private static final int LOOKED_AT = 2_000;

    private static final Set<String> LARGE = Set.of("inbox", "failure", "seen_event", "origin_friend");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JdbcClient JDBC = DATABASE.jdbc();
    private static final UUID CONNECTION = TestInbox.connection(JDBC);
    private static final UUID IDLE = TestInbox.connection(JDBC);
    private static final UUID RUNNING = UUID.randomUUID();
    private static final UUID PAUSED = UUID.randomUUID();

    private static TestInbox inbox;

    /** @param types of the arguments, in PostgreSQL's words */
    record Statement(String name, String sql, List<String> types, List<Object> arguments) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void fill() {
        inbox = TestInbox.on(DATABASE);
        JDBC.sql("alter table inbox set (autovacuum_enabled = off)").update();
        var jobs = inbox.jobs();
        jobs.open(RUNNING, CONNECTION);
        jobs.open(PAUSED, CONNECTION);
        jobs.pause(PAUSED);
        // a third of friends' own acts, half of those put off; the others of imports, most of them of one that rests
        JDBC.sql("""
                        insert into inbox (connection_id, friend_hash, friend, kind, payload, due_at, origin)
                        select ?, md5((n / 2)::text)::uuid, decode(repeat('00', 61), 'hex'), 'FOLLOW', decode(repeat('00', 250), 'hex'),
                            now() + case when n %% 6 = 0 then interval '1 hour' else interval '0' end,
                            case when n %% 3 = 0 then null when n %% 30 = 1 then ? else ? end
                        from generate_series(1, %1$d) as n
                        """.formatted(ROWS)).params(CONNECTION, RUNNING, PAUSED).update();
        JDBC.sql("""
                        insert into failure (connection_id, friend_hash, friend, kind, payload, received_at, reason, detail)
                        select ?, md5(n::text)::uuid, '', 'FOLLOW', decode(repeat('00', 250), 'hex'), now(),
                            case when n %% 1000 = 0 then 'UNREADABLE' else 'VALUE_REFUSED' end, ''
                        from generate_series(1, %d) as n
                        """.formatted(ROWS)).param(CONNECTION).update();
        JDBC.sql("""
                        insert into seen_event (connection_id, event_id, seen_at)
                        select ?, gen_random_uuid(), now() - n * interval '100 milliseconds' from generate_series(1, %d) as n
                        """.formatted(ROWS)).param(CONNECTION).update();
        JDBC.sql(
                        "insert into arrival_count select ?, date_bin('15 minutes', now(), '2000-01-01'), 1 from generate_series(1, 500)")
                .param(CONNECTION)
                .update();
        // counts that were not summed up for a while
        JDBC.sql("insert into inbox_count select ?, null, 0 from generate_series(1, 500)")
                .param(CONNECTION)
                .update();
        JDBC.sql("vacuum analyze").update();
    }

    @AfterAll
    static void close() {
        inbox.close();
    }

    static Stream<Statement> statements() {
        var takes = List.of("uuid", "uuid[]", "integer", "integer");
        return Stream.of(CONNECTION, IDLE)
                .flatMap(id -> Stream.of(
                        new Statement("take", named(TakeEvents.statement(false)), takes, List.of(id, busy(), 300, 300)),
                        new Statement(
                                "takeBackground",
                                named(TakeEvents.statement(true)),
                                takes,
                                List.of(id, busy(), 300, 300)),
                        new Statement("backlogs", EventCounts.BACKLOG, List.of(), List.of()),
                        new Statement("backlog", EventCounts.BACKLOG + " where id = $1", List.of("uuid"), List.of(id)),
                        new Statement(
                                "arrivedSince",
                                numbered(EventCounts.ARRIVED),
                                List.of("uuid", "timestamptz"),
                                List.of(id, Timestamp.from(Instant.now().minusSeconds(86_400)))),
                        new Statement(
                                "arrivedByQuarter",
                                numbered(EventCounts.BY_QUARTER),
                                List.of("uuid[]", "timestamptz"),
                                List.of(
                                        new UUID[] {id, IDLE},
                                        Timestamp.from(Instant.now().minusSeconds(86_400)))),
                        new Statement(
                                "failureCountsByConnection",
                                numbered(PostgresFailedEvents.COUNTS_BY_CONNECTION),
                                List.of("uuid[]"),
                                List.of((Object) new UUID[] {id, IDLE})),
                        new Statement(
                                "progress", numbered(PostgresImportJobs.PROGRESS), List.of("uuid[]"), List.of((Object)
                                        new UUID[] {RUNNING, PAUSED})),
                        new Statement(
                                "failures",
                                named(PostgresFailedEvents.PAGE.formatted("")),
                                List.of("uuid[]", "bigint", "integer"),
                                List.of(new UUID[] {id, IDLE}, Long.MAX_VALUE, 51)),
                        new Statement(
                                "failures of a reason",
                                named(PostgresFailedEvents.PAGE.formatted(PostgresFailedEvents.OF_REASON)),
                                List.of("uuid[]", "bigint", "integer", "text"),
                                List.of(new UUID[] {id, IDLE}, Long.MAX_VALUE, 51, "UNREADABLE")),
                        new Statement(
                                "failures by friend",
                                named(PostgresFailedEvents.FRIENDS),
                                List.of("uuid[]", "bigint", "integer", "text[]"),
                                List.of(new UUID[] {id, IDLE}, Long.MAX_VALUE, 6, new String[] {
                                    "UNREADABLE", "VALUE_REFUSED"
                                })),
                        new Statement(
                                "failureCounts",
                                numbered(PostgresFailedEvents.COUNTS),
                                List.of("uuid[]"),
                                List.of((Object) new UUID[] {id, IDLE}))));
    }

    /** Some of those who are due first. */
    private static UUID[] busy() {
        return JDBC.sql("select md5(n::text)::uuid from generate_series(1, 200) as n")
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
    }

    private static String named(String sql) {
        return sql.replace(":connections::uuid[]", "$1")
                .replace(":reasons::text[]", "$4")
                .replace(":connection", "$1")
                .replace(":busy", "$2")
                .replace(":below", "$2")
                .replace(":limit", "$3")
                .replace(":most", "$4")
                .replace(":reason", "$4");
    }

    private static String numbered(String sql) {
        for (var number = 1; sql.contains("?"); number++) {
            sql = sql.replaceFirst("\\?", "\\$" + number);
        }
        return sql;
    }

    @ParameterizedTest
    @MethodSource("statements")
    void looksAtFewRows(Statement statement) {
        var plan = plan(statement);
        assertThat(scans(plan)).allSatisfy(scan -> {
            assertThat(scan.path("Node Type").asString()).isNotEqualTo("Seq Scan");
            assertThat(rows(scan)).as(scan.toString()).isLessThan(LOOKED_AT);
        });
    }

    @ParameterizedTest
    @MethodSource("statements")
    void isPlannedSoAlsoForAnyArguments(Statement statement) {
        var simple = JdbcClient.create(new DriverManagerDataSource(
                DATABASE.url() + "&preferQueryMode=simple", DATABASE.username(), DATABASE.password()));
        var sql = typed(statement);
        var plan = String.join(
                "\n",
                simple.sql("explain (generic_plan) " + sql).query(String.class).list());
        assertThat(LARGE)
                .allSatisfy(table ->
                        assertThat(plan).doesNotContain("Seq Scan on " + table + "\n", "Seq Scan on " + table + " "));
    }

    private static JsonNode plan(Statement statement) {
        var sql = "explain (analyze, format json) " + statement.sql().replaceAll("\\$(\\d)", ":p$1");
        var call = JDBC.sql(sql);
        for (var at = 0; at < statement.arguments().size(); at++) {
            call = call.param("p" + (at + 1), statement.arguments().get(at));
        }
        var read = JSON.readTree(call.query(String.class).single()).get(0);
        if (ROWS > 100_000) {
            var fastest = read.path("Execution Time").asDouble();
            for (var run = 0; run < 10; run++) {
                var again = JSON.readTree(call.query(String.class).single()).get(0);
                fastest = Math.min(fastest, again.path("Execution Time").asDouble());
            }
            System.out.printf(
                    "%-22s first %8.2f, fastest of ten %8.2f ms%n",
                    statement.name(), read.path("Execution Time").asDouble(), fastest);
        }
        return read.path("Plan");
    }

    private static String typed(Statement statement) {
        var sql = statement.sql();
        for (var at = 0; at < statement.types().size(); at++) {
            sql = sql.replace(
                    "$" + (at + 1), "$" + (at + 1) + "::" + statement.types().get(at));
        }
        return sql;
    }

    private static List<JsonNode> scans(JsonNode node) {
        var scans = new ArrayList<JsonNode>();
        if (LARGE.contains(node.path("Relation Name").asString(""))) {
            scans.add(node);
        }
        node.path("Plans").forEach(child -> scans.addAll(scans(child)));
        return scans;
    }

    private static double rows(JsonNode scan) {
        return (scan.path("Actual Rows").asDouble()
                        + scan.path("Rows Removed by Filter").asDouble())
                * scan.path("Actual Loops").asDouble();
    }

    @Test
    void theCountsAreThoseOfTheRows() {
        new EventCounts(JDBC).compact();
        assertThat(JDBC.sql("select count(*) from inbox_count")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
        assertThat(inbox.queue().backlog(CONNECTION).pending())
                .isEqualTo(
                        JDBC.sql("select count(*) from inbox").query(Long.class).single());
        assertThat(inbox.queue().backlog(CONNECTION).failed()).isEqualTo(ROWS);
        assertThat(inbox.seen().arrivedSince(CONNECTION, Instant.now().minus(Duration.ofHours(1))))
                .isEqualTo(500);
        assertThat(inbox.seen().arrivedSince(IDLE, Instant.EPOCH)).isZero();
        assertThat(inbox.jobs().progress(PAUSED).pending())
                .isEqualTo(JDBC.sql("select count(*) from inbox where origin = ?")
                        .param(PAUSED)
                        .query(Long.class)
                        .single());
    }
}
