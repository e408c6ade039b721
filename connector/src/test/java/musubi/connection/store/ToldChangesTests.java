package musubi.connection.store;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What another node changes in the database is known here at once, also after the connection that tells it was cut. */
class ToldChangesTests {

    /** The database is looked at each ten seconds all the same: who is not told waits as long, each of three times. */
    private static final Duration UNTOLD = Duration.ofSeconds(25);

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final JdbcClient jdbc = WORLD.database().jdbc();
    private final Connections connections = WORLD.bean(Connections.class);

    private static final String LISTENERS =
            " from pg_stat_activity where application_name = 'musubi-changes' and datname = current_database()";

    private int listeners() {
        return jdbc.sql("select count(*)" + LISTENERS + " and wait_event = 'ClientRead'")
                .query(Integer.class)
                .single();
    }

    private void renamedByAnotherNode(UUID id, String name) {
        jdbc.sql("update connection set name = :name where id = :id")
                .param("name", name)
                .param("id", id)
                .update();
    }

    private String nameHere(UUID id) {
        return connections.find(id).orElseThrow().name();
    }

    @Test
    void aChangeOfAnotherNodeIsKnownAtOnce() {
        var id = UUID.fromString(WORLD.connect().id());
        eventually("it listens", () -> listeners() == 1);
        var began = System.nanoTime();
        for (var name : new String[] {"one", "two", "three", "four"}) {
            renamedByAnotherNode(id, name);
            eventually("the name is known", () -> nameHere(id).equals(name));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(UNTOLD);
    }

    @Test
    void afterACutEverythingIsReadAgain() {
        var id = UUID.fromString(WORLD.connect().id());
        eventually("it listens", () -> listeners() == 1);
        var began = System.nanoTime();
        for (var name : new String[] {"one", "two", "three", "four"}) {
            var before = pids();
            jdbc.sql("select pg_terminate_backend(pid)" + LISTENERS)
                    .query(Boolean.class)
                    .list();
            renamedByAnotherNode(id, name);
            eventually("the name is known", () -> nameHere(id).equals(name));
            eventually(
                    "it listens again",
                    () -> listeners() == 1 && pids().stream().noneMatch(before::contains));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(UNTOLD);
    }

    private List<Integer> pids() {
        return jdbc.sql("select pid" + LISTENERS)
                .query((row, _) -> row.getInt("pid"))
                .list();
    }

    @Test
    void aNotificationNamesATableAndNothingElse() throws SQLException {
        try (var listening = WORLD.database().dataSource().getConnection();
                var statement = listening.createStatement()) {
            statement.execute("listen musubi");
            var id = UUID.fromString(WORLD.connect().id());
            connections.delete(id);
            var told = listening.unwrap(PGConnection.class).getNotifications(2_000);
            statement.execute("unlisten *");
            assertThat(told)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each.getParameter())
                            .isIn("connection", "connection_property", "connection_problem"));
        }
    }
}
