package musubi.connection;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection can be deleted whatever is going on with it. */
class DeleteWhileBusyTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private final TestWorld.TestConnection connection = WORLD.connect();
    private final UUID id = UUID.fromString(connection.id());

    /** Deleting takes the connection first and its rows then; who works on it takes a row first and the connection then. */
    @Test
    void aDeadlockWithWorkOnItIsOvercome() throws Exception {
        var jdbc = WORLD.database().jdbc();
        jdbc.sql("insert into work_origin (id, connection_id) values (?, ?)")
                .params(UUID.randomUUID(), id)
                .update();
        try (var work = WORLD.database().dataSource().getConnection()) {
            work.setAutoCommit(false);
            lock(work, "select 1 from work_origin where connection_id = ? for update");
            var deletion = CompletableFuture.supplyAsync(() -> WORLD.api("DELETE", "/api/connections/" + id, null));
            eventually(
                    "the deletion waits for the row",
                    () -> jdbc.sql("""
                            select count(*) from pg_stat_activity where datname = current_database()
                                and wait_event_type = 'Lock' and query like 'delete from connection%'
                            """).query(Long.class).single() == 1);
            lock(work, "select 1 from connection where id = ? for key share");
            work.commit();
            assertThat(deletion.join().statusCode()).isEqualTo(204);
        }
        assertThat(WORLD.bean(Connections.class).find(id)).isEmpty();
    }

    private void lock(Connection work, String query) throws SQLException {
        try (var statement = work.prepareStatement(query)) {
            statement.setObject(1, id);
            statement.execute();
        }
    }
}
