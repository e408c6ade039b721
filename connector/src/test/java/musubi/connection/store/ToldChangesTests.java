package musubi.connection.store;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What another node changes in the database is known here at once, also after the connection that tells it was cut. */
class ToldChangesTests {

    /** Long before the database is looked at all the same. */
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

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
        for (var name : new String[] {"one", "two", "three"}) {
            renamedByAnotherNode(id, name);
            var began = System.nanoTime();
            eventually("the name is known", () -> nameHere(id).equals(name));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        }
    }

    @Test
    void afterACutEverythingIsReadAgain() {
        var id = UUID.fromString(WORLD.connect().id());
        eventually("it listens", () -> listeners() == 1);
        var before = jdbc.sql("select pid" + LISTENERS).query(Integer.class).single();
        jdbc.sql("select pg_terminate_backend(pid)" + LISTENERS)
                .query(Boolean.class)
                .single();
        renamedByAnotherNode(id, "changed during the cut");
        var began = System.nanoTime();
        eventually("the name is known", () -> nameHere(id).equals("changed during the cut"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        assertThat(jdbc.sql("select pid" + LISTENERS).query(Integer.class).list())
                .hasSize(1)
                .doesNotContain(before);
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
