package musubi.scenario.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import musubi.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is due is found without looking at those who are not, however many wait. The system property {@code musubi.rows} lets more wait, and prints how
 * long it takes (docs/performance.md).
 */
class DuePlansTests {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.create();

    private static final int ROWS = Integer.getInteger("musubi.rows", 50_000);
    private static final int BATCH = 1_000;
    /** A batch, and what several looks for a scenario need. */
    private static final int LOOKED_AT = 2 * BATCH + 500;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JdbcClient JDBC = DATABASE.jdbc();
    private static final UUID RESTING = UUID.randomUUID();
    private static final UUID AT_ONCE = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-27T01:00:00Z");

    /** @param parameters by name */
    record Statement(String name, String sql, Map<String, Object> parameters) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void fill() {
        var connection = UUID.randomUUID();
        JDBC.sql("alter table enrolment drop constraint enrolment_scenario_id_fkey")
                .update();
        JDBC.sql("alter table scenario drop constraint scenario_connection_id_fkey")
                .update();
        for (var id : List.of(RESTING, AT_ONCE)) {
            JDBC.sql("""
                            insert into scenario (id, connection_id, name, version, revision, created_at, changed_at)
                            values (?, ?, 'S', 1, 1, now(), now())
                            """).params(id, connection).update();
        }
        people(RESTING, "n * interval '80 milliseconds' + interval '1 hour'");
        people(AT_ONCE, "interval '0'");
        JDBC.sql("""
                        update enrolment set delivery_id = md5((contact_id % 16)::text)::uuid
                        where scenario_id = ? and contact_id % 4 = 0
                        """).param(AT_ONCE).update();
        JDBC.sql("vacuum analyze enrolment").update();
        JDBC.sql("vacuum analyze scenario").update();
    }

    private static void people(UUID scenario, String later) {
        JDBC.sql("""
                        insert into enrolment (id, scenario_id, contact_id, version, step_key, due_at, look_at, entered_at)
                        select gen_random_uuid(), ?, n, 1, 'a', ?::timestamptz + %1$s, ?::timestamptz + %1$s, now()
                        from generate_series(1, %2$d) as n
                        """.formatted(later, ROWS))
                .params(scenario, Timestamp.from(NOW), Timestamp.from(NOW))
                .update();
    }

    static Stream<Statement> statements() {
        var now = Timestamp.from(NOW);
        var soon = Timestamp.from(NOW.plusSeconds(20));
        return Stream.of(
                new Statement(
                        "scenarios due",
                        DueRepository.SCENARIOS_DUE,
                        Map.of("now", now, "soon", soon, "others", BATCH - 1)),
                new Statement("nobody due", DueRepository.DUE, Map.of("scenario", RESTING, "now", now, "limit", BATCH)),
                new Statement(
                        "a thousand due", DueRepository.DUE, Map.of("scenario", AT_ONCE, "now", now, "limit", BATCH)),
                new Statement(
                        "the next thousand",
                        DueRepository.SOON,
                        Map.of(
                                "scenario",
                                AT_ONCE,
                                "until",
                                soon,
                                "lookAt",
                                now,
                                "id",
                                UUID.fromString("7fffffff-ffff-4fff-bfff-ffffffffffff"),
                                "limit",
                                BATCH)),
                new Statement("deliveries", DueRepository.DELIVERIES, Map.of("scenario", AT_ONCE)));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void looksAtFewRows(Statement statement) {
        var call = JDBC.sql("explain (analyze, format json) " + statement.sql()).params(statement.parameters());
        var first = JSON.readTree(call.query(String.class).single()).get(0);
        var scans = scans(first.path("Plan"));
        assertThat(scans).isNotEmpty().allSatisfy(scan -> {
            assertThat(scan.path("Node Type").asString()).as(scan.toString()).startsWith("Index");
            assertThat(rows(scan)).as(scan.toString()).isLessThan(LOOKED_AT);
        });
        var fastest = first.path("Execution Time").asDouble();
        for (var run = 0; run < 10; run++) {
            var again = JSON.readTree(call.query(String.class).single()).get(0);
            fastest = Math.min(fastest, again.path("Execution Time").asDouble());
        }
        if (ROWS > 50_000) {
            System.out.printf("%-20s fastest of ten %8.2f ms%n", statement.name(), fastest);
        }
    }

    private static List<JsonNode> scans(JsonNode node) {
        var scans = new ArrayList<JsonNode>();
        if (node.path("Relation Name").asString("").equals("enrolment")) {
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

    /** Also of those who are due in the same moment each comes once, in the order in which they are taken on. */
    @Test
    void pagesOfThoseWhoAreDueSoonFollowEachOther() {
        var repository = new DueRepository(DATABASE.dataSource());
        var seen = new ArrayList<UUID>();
        var place = DueRepository.Place.FIRST;
        for (var page = 0; page < 3; page++) {
            var some = repository.soon(AT_ONCE, place, NOW.plusSeconds(20), BATCH);
            assertThat(some).hasSize(BATCH);
            some.forEach(soon -> seen.add(soon.person().id()));
            place = some.getLast().place();
        }
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(repository.due(AT_ONCE, NOW, 3 * BATCH).stream()
                        .map(Enrolment::id)
                        .toList())
                .isEqualTo(seen);
        assertThat(repository.scenariosDue(NOW, NOW.plusSeconds(20), BATCH)).containsExactly(AT_ONCE);
        assertThat(repository.scenariosDue(NOW.minusSeconds(10), NOW.plusSeconds(10), BATCH))
                .as("many are due soon")
                .containsExactly(AT_ONCE);
        assertThat(repository.scenariosDue(NOW.minusSeconds(10), NOW.plusSeconds(10), 2 * ROWS))
                .as("too few are due soon")
                .isEmpty();
        assertThat(repository.deliveries(AT_ONCE)).hasSize(4).doesNotHaveDuplicates();
    }
}
