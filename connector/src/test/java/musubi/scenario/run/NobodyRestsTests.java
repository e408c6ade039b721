package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import musubi.scenario.ScenarioWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever copies the database finds nobody of a scenario in it: neither who waits, nor who gets a message now, nor who was in it. */
class NobodyRestsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    @Test
    void theDatabaseHoldsRecordIdsOnlyAndThoseOnlyWhileItRuns() {
        var waits = it.byHand(send("one", "{{ contact.lastname }}様", Duration.ofDays(1)));
        var sends = it.byHand(send("one", "{{ contact.lastname }}様", Duration.ZERO));
        var friend = it.friends(1).getFirst();
        var contact = it.contact(friend, Map.of("lastname", "毛利", "email", "mouri@example.com"));
        it.connection().channel().monthlyLimit(OptionalLong.of(0));
        it.enter(waits, List.of(contact));
        it.enter(sends, List.of(contact));
        eventually("it is paused", () -> it.enrolments().paused(sends.id()).size() == 1);
        nobodyRests(friend.userId());
        it.enrolments().remove(waits.id(), contact.id());
        it.enrolments().remove(sends.id(), contact.id());
        assertThat(it.rows(waits) + it.rows(sends)).isZero();
        nobodyRests(friend.userId());
        assertThat(rows("select * from enrolment_past"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain("," + contact.id() + ","));
    }

    private static void nobodyRests(String userId) {
        for (var table : WORLD.database()
                .jdbc()
                .sql("select quote_ident(table_name) from information_schema.tables where table_schema = 'public'")
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list()) {
            for (var row : rows("select * from " + table)) {
                for (var trace : List.of(userId.substring(1), "毛利", "mouri")) {
                    assertThat(row)
                            .as(table)
                            .doesNotContain(trace, HexFormat.of().formatHex(trace.getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
    }

    private static List<String> rows(String query) {
        return WORLD.database()
                .jdbc()
                .sql("select lower(cast(t as text)) from (%s) t".formatted(query))
                .query((row, _) -> String.valueOf(row.getString(1)))
                .list();
    }
}
