package musubi.workflow.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import musubi.workflow.ExecutionReason;
import musubi.workflow.ExecutionStatus;
import musubi.workflow.Outcome;
import musubi.workflow.OutcomeCount;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Executions from their outcome until HubSpot waits no longer. */
@Component
public final class CompletionRepository {

    private final JdbcClient jdbc;

    CompletionRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Connections of which HubSpot is to be told something. */
    public List<UUID> connections(Instant now) {
        return jdbc.sql("""
                select id from connection
                where exists (select from workflow_execution where connection_id = connection.id and state = 'DECIDED' and due_at <= ?)
                """)
                .param(SqlTime.of(now))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    public List<DecidedExecution> due(UUID connectionId, Instant now, int limit) {
        return jdbc.sql("""
                        select id, callback_id, status, reason, sent_at, attempts, expires_at from workflow_execution
                        where connection_id = ? and state = 'DECIDED' and due_at <= ? order by due_at, id limit ?
                        """)
                .params(connectionId, SqlTime.of(now), limit)
                .query(CompletionRepository::decided)
                .list();
    }

    private static DecidedExecution decided(ResultSet row, int number) throws SQLException {
        return new DecidedExecution(
                row.getObject("id", UUID.class),
                row.getString("callback_id"),
                new Outcome(
                        ExecutionStatus.valueOf(row.getString("status")),
                        Optional.ofNullable(row.getString("reason")).map(ExecutionReason::valueOf),
                        SqlTime.optionalInstant(row, "sent_at")),
                row.getInt("attempts"),
                SqlTime.instant(row, "expires_at"));
    }

    /** HubSpot has it. */
    public void completed(Collection<UUID> ids) {
        jdbc.sql("update workflow_execution set state = 'COMPLETED' where id = any (?) and state = 'DECIDED'")
                .param(ids.toArray(UUID[]::new))
                .update();
    }

    /** HubSpot does not know it, or no longer; told again when it asks again. */
    public void dropped(UUID id) {
        jdbc.sql("update workflow_execution set state = 'DROPPED' where id = ? and state = 'DECIDED'")
                .param(id)
                .update();
    }

    /** HubSpot does not know it yet. */
    public void again(UUID id, Instant at) {
        jdbc.sql("update workflow_execution set due_at = ?, attempts = attempts + 1 where id = ? and state = 'DECIDED'")
                .params(SqlTime.of(at), id)
                .update();
    }

    /**
     * Deletes those for which no workflow waits any more.
     *
     * @return how many of them HubSpot was never told of
     */
    public long expire(Instant now, int limit) {
        return jdbc.sql("""
                        with gone as (
                            delete from workflow_execution
                            where id in (select id from workflow_execution where expires_at <= ? order by expires_at limit ?)
                            returning state
                        )
                        select count(*) from gone where state in ('WAITING', 'SENDING', 'DECIDED')
                        """).params(SqlTime.of(now), limit).query(Long.class).single();
    }

    /** By connection, those without an outcome. */
    public Map<UUID, Long> waiting() {
        Map<UUID, Long> waiting = new HashMap<>();
        jdbc.sql("""
                select connection_id, count(*) as executions from workflow_execution
                where state in ('WAITING', 'SENDING', 'DECIDED') group by connection_id
                """).query(row -> {
            waiting.put(row.getObject("connection_id", UUID.class), row.getLong("executions"));
        });
        return waiting;
    }

    /** Of one connection, those without an outcome, or of which HubSpot is not told yet. */
    public long waiting(UUID connectionId) {
        return jdbc.sql("""
                select count(*) from workflow_execution where connection_id = ? and state in ('WAITING', 'SENDING', 'DECIDED')
                """).param(connectionId).query(Long.class).single();
    }

    /** Of a connection, of those that came since. */
    public List<OutcomeCount> outcomes(UUID connectionId, Instant since) {
        return jdbc.sql("""
                        select status, reason, state <> 'DROPPED' as told, count(*) as executions from workflow_execution
                        where connection_id = ? and received_at >= ? and status is not null
                        group by status, reason, state <> 'DROPPED' order by count(*) desc, status, reason
                        """)
                .params(connectionId, SqlTime.of(since))
                .query((row, _) -> new OutcomeCount(
                        ExecutionStatus.valueOf(row.getString("status")),
                        Optional.ofNullable(row.getString("reason")).map(ExecutionReason::valueOf),
                        row.getBoolean("told"),
                        row.getLong("executions")))
                .list();
    }
}
