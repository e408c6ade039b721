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

    private static final String DEADLOCK = "40P01";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    /** Deleting takes the connection first and its rows then; who works on it takes a row first and the connection then. */
    @Test
    void aDeadlockWithWorkOnItIsOvercome() throws Exception {
        // whom PostgreSQL ends is a matter of time: here it has to be the deletion
        for (var attempt = 1; !isDeletedAgainstWork(); attempt++) {
            assertThat(attempt).as("times that the work was ended").isLessThan(20);
        }
    }

    /** Returns whether the work went through, and the deletion was the one that had to try again. */
    private static boolean isDeletedAgainstWork() throws SQLException {
        var id = UUID.fromString(WORLD.connect().id());
        WORLD.database()
                .jdbc()
                .sql("insert into work_origin (id, connection_id) values (?, ?)")
                .params(UUID.randomUUID(), id)
                .update();
        try (var work = WORLD.database().dataSource().getConnection()) {
            work.setAutoCommit(false);
            lock(work, "select 1 from work_origin where connection_id = ? for update", id);
            var pid = pid(work);
            var deletion = CompletableFuture.supplyAsync(() -> WORLD.api("DELETE", "/api/connections/" + id, null));
            eventually("the deletion waits for the row", () -> isWaitedFor(pid));
            var goesThrough = true;
            try {
                lock(work, "select 1 from connection where id = ? for key share", id);
                work.commit();
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo(DEADLOCK);
                work.rollback();
                goesThrough = false;
            }
            assertThat(deletion.join().statusCode()).isEqualTo(204);
            assertThat(WORLD.bean(Connections.class).find(id)).isEmpty();
            return goesThrough;
        }
    }

    private static boolean isWaitedFor(int pid) {
        return WORLD.database()
                .jdbc()
                .sql("select exists (select from pg_stat_activity where ? = any (pg_blocking_pids(pid)))")
                .param(pid)
                .query(Boolean.class)
                .single();
    }

    private static int pid(Connection work) throws SQLException {
        try (var statement = work.prepareStatement("select pg_backend_pid()");
                var row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static void lock(Connection work, String query, UUID id) throws SQLException {
        try (var statement = work.prepareStatement(query)) {
            statement.setObject(1, id);
            statement.execute();
        }
    }
}
