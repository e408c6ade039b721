package musubi.connection.store;

import java.time.Instant;
import java.util.UUID;
import musubi.connection.Connection.State;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The state, the pause and the problems of connections in the database. All methods return whether they changed something. */
@Component
public final class ConnectionStatusRepository {

    private final JdbcClient jdbc;

    ConnectionStatusRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sets the state. */
    public boolean setState(UUID id, State state) {
        return jdbc.sql("update connection set state = :state where id = :id and state <> :state")
                        .param("id", id)
                        .param("state", state.name())
                        .update()
                > 0;
    }

    /** Pauses a connection that is not paused. */
    public boolean pause(UUID id, Instant now) {
        return jdbc.sql("update connection set paused_at = :now where id = :id and paused_at is null")
                        .param("id", id)
                        .param("now", SqlTime.of(now))
                        .update()
                > 0;
    }

    /** Resumes a connection that is paused. */
    public boolean resume(UUID id) {
        return jdbc.sql("update connection set paused_at = null where id = :id and paused_at is not null")
                        .param("id", id)
                        .update()
                > 0;
    }

    /**
     * Adds a problem, or updates the arguments of the one with the same code. Does nothing when there is no such connection.
     *
     * @param blocking whether {@link #deleteBlockingProblems} deletes it
     */
    public boolean putProblem(UUID id, Problem problem, boolean blocking, Instant now) {
        return jdbc.sql("""
                        insert into connection_problem (connection_id, code, arguments, blocking, seen_at)
                        select id, :code, :arguments, :blocking, :now from connection where id = :id
                        on conflict (connection_id, code) do update
                            set arguments = excluded.arguments, blocking = excluded.blocking
                            where (connection_problem.arguments, connection_problem.blocking)
                                is distinct from (excluded.arguments, excluded.blocking)
                        """)
                        .param("id", id)
                        .param("code", problem.code().name())
                        .param("arguments", problem.arguments().toArray(String[]::new))
                        .param("blocking", blocking)
                        .param("now", SqlTime.of(now))
                        .update()
                > 0;
    }

    /** Deletes the problem with that code. */
    public boolean deleteProblem(UUID id, ProblemCode code) {
        return jdbc.sql("delete from connection_problem where connection_id = :id and code = :code")
                        .param("id", id)
                        .param("code", code.name())
                        .update()
                > 0;
    }

    /** Deletes the problems that made the connection {@link State#UNAUTHORIZED}. */
    public boolean deleteBlockingProblems(UUID id) {
        return jdbc.sql("delete from connection_problem where connection_id = :id and blocking")
                        .param("id", id)
                        .update()
                > 0;
    }
}
