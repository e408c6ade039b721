package musubi.workflow.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import musubi.workflow.ExecutionReason;
import musubi.workflow.ExecutionStatus;
import musubi.workflow.Outcome;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Executions that change who is in a scenario: carried out before they are answered. Nothing about a person rests here. */
@Component
public final class ScenarioExecutionRepository {

    private final JdbcClient jdbc;

    ScenarioExecutionRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Notes an execution, in the caller's transaction, which stores its outcome too. Waits for another transaction that does the same.
     *
     * @param expiresAt until when a repeat is known
     * @return false: it was carried out before
     */
    public boolean begin(UUID id, UUID connectionId, String callbackId, Instant now, Instant expiresAt) {
        return jdbc.sql("""
                        insert into workflow_execution (id, connection_id, callback_id, state, received_at, due_at, late_at, expires_at)
                        values (:id, :connection, :callback, 'COMPLETED', :now, :now, :now, :expires) on conflict (id) do nothing
                        """)
                        .param("id", id)
                        .param("connection", connectionId)
                        .param("callback", callbackId)
                        .param("now", SqlTime.of(now))
                        .param("expires", SqlTime.of(expiresAt))
                        .update()
                == 1;
    }

    /** What came of it. In the same transaction. */
    public void end(UUID id, Outcome outcome) {
        jdbc.sql("update workflow_execution set status = :status, reason = :reason where id = :id")
                .param("status", outcome.status().name())
                .param("reason", outcome.reason().map(Enum::name).orElse(null))
                .param("id", id)
                .update();
    }

    /** What came of an execution; empty: it was not carried out. */
    public Optional<Outcome> outcome(UUID id) {
        return jdbc.sql("select status, reason from workflow_execution where id = ? and status is not null")
                .param(id)
                .query(ScenarioExecutionRepository::outcome)
                .optional();
    }

    private static Outcome outcome(ResultSet row, int number) throws SQLException {
        return new Outcome(
                ExecutionStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("reason")).map(ExecutionReason::valueOf),
                Optional.empty());
    }
}
