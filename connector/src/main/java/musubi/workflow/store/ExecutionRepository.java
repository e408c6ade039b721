package musubi.workflow.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import musubi.workflow.Outcome;
import musubi.workflow.WhenQuiet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Executions from the decision to the outcome of their messages. */
@Component
public final class ExecutionRepository {

    private final JdbcClient jdbc;

    ExecutionRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Connections of which an execution is due. */
    public List<UUID> connections(Instant now) {
        return jdbc.sql("""
                select id from connection
                where exists (select from workflow_execution where connection_id = connection.id and state = 'WAITING' and due_at <= ?)
                """)
                .param(SqlTime.of(now))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Those that are due, the oldest first. */
    public List<WaitingExecution> due(UUID connectionId, Instant now, int limit) {
        return jdbc.sql("""
                        select e.id, e.record_id, e.message_id, e.quiet_hours, e.transactional, e.late_at, t.data_key, t.sealed
                        from workflow_execution e left join workflow_text t on t.execution_id = e.id
                        where e.connection_id = ? and e.state = 'WAITING' and e.due_at <= ?
                        order by e.due_at, e.id limit ?
                        """)
                .params(connectionId, SqlTime.of(now), limit)
                .query(ExecutionRepository::waiting)
                .list();
    }

    private static WaitingExecution waiting(ResultSet row, int number) throws SQLException {
        var sealed = row.getBytes("sealed");
        return new WaitingExecution(
                row.getObject("id", UUID.class),
                row.getLong("record_id"),
                Optional.ofNullable(row.getObject("message_id", UUID.class)),
                sealed == null ? Optional.empty() : Optional.of(new SealedText(row.getBytes("data_key"), sealed)),
                WhenQuiet.valueOf(row.getString("quiet_hours")),
                row.getBoolean("transactional"),
                SqlTime.instant(row, "late_at"));
    }

    /** Those of some that still wait; no other transaction changes them before the caller's ends. */
    public Set<UUID> locked(Collection<UUID> ids) {
        return Set.copyOf(
                jdbc.sql("""
                        select id from workflow_execution where id = any (?) and state = 'WAITING' order by id for update
                        """).param(ids.toArray(UUID[]::new)).query(UUID.class).list());
    }

    /** Looked at again at that time. */
    public void postpone(Collection<UUID> ids, Instant until, Instant lateAt) {
        jdbc.sql("""
                update workflow_execution set due_at = ?, late_at = greatest(late_at, ?) where id = any (?) and state = 'WAITING'
                """)
                .params(SqlTime.of(until), SqlTime.of(lateAt), ids.toArray(UUID[]::new))
                .update();
    }

    /** In a delivery, in the transaction that makes it: from now on its outcome decides. */
    public void sending(Collection<UUID> ids, UUID delivery) {
        jdbc.sql("""
                with texts as (delete from workflow_text where execution_id = any (:ids))
                update workflow_execution set state = 'SENDING', delivery_id = :delivery where id = any (:ids)
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("delivery", delivery)
                .update();
    }

    /** Without a message. */
    public void decided(Map<UUID, Outcome> outcomes, Instant now) {
        var rows = List.copyOf(outcomes.entrySet());
        jdbc.sql("""
                with one as (
                    select * from unnest(:ids::uuid[], :statuses::text[], :reasons::text[]) as one (id, status, reason)
                ), texts as (delete from workflow_text where execution_id = any (:ids))
                update workflow_execution e
                set state = 'DECIDED', status = one.status, reason = one.reason, record_id = null, due_at = :now
                from one where e.id = one.id and e.state = 'WAITING'
                """)
                .param("ids", rows.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .param(
                        "statuses",
                        rows.stream().map(row -> row.getValue().status().name()).toArray(String[]::new))
                .param(
                        "reasons",
                        rows.stream()
                                .map(row ->
                                        row.getValue().reason().map(Enum::name).orElse(null))
                                .toArray(String[]::new))
                .param("now", SqlTime.of(now))
                .update();
    }

    /** The messages of a delivery to these contacts have an outcome. */
    public void settled(UUID delivery, long[] recordIds, Outcome outcome, Instant now) {
        jdbc.sql("""
                update workflow_execution
                set state = 'DECIDED', status = :status, reason = :reason, sent_at = :sent, record_id = null, delivery_id = null, due_at = :now
                where delivery_id = :delivery and state = 'SENDING' and record_id = any (:records)
                """)
                .param("delivery", delivery)
                .param("records", Arrays.stream(recordIds).boxed().toArray(Long[]::new))
                .param("status", outcome.status().name())
                .param("reason", outcome.reason().map(Enum::name).orElse(null))
                .param("sent", SqlTime.of(outcome.sentAt()))
                .param("now", SqlTime.of(now))
                .update();
    }

    /** Some of a delivery, whose messages are not sent. */
    public void settled(UUID delivery, Collection<UUID> ids, Outcome outcome, Instant now) {
        jdbc.sql("""
                update workflow_execution
                set state = 'DECIDED', status = :status, reason = :reason, record_id = null, delivery_id = null, due_at = :now
                where id = any (:ids) and delivery_id = :delivery and state = 'SENDING'
                """)
                .param("delivery", delivery)
                .param("ids", ids.toArray(UUID[]::new))
                .param("status", outcome.status().name())
                .param("reason", outcome.reason().map(Enum::name).orElse(null))
                .param("now", SqlTime.of(now))
                .update();
    }

    /** A delivery with executions that have no outcome yet. */
    public record Open(UUID delivery, UUID connectionId, Instant lateAt, List<UUID> executions) {}

    /** Such of them that it may take: at most so many, those that are late first. */
    public List<Open> open(int limit) {
        return jdbc.sql("""
                        select delivery_id, connection_id, min(late_at) as late_at, array_agg(id) as ids
                        from workflow_execution where state = 'SENDING'
                        group by delivery_id, connection_id order by min(late_at) limit ?
                        """)
                .param(limit)
                .query((row, _) -> new Open(
                        row.getObject("delivery_id", UUID.class),
                        row.getObject("connection_id", UUID.class),
                        SqlTime.instant(row, "late_at"),
                        List.of((UUID[]) row.getArray("ids").getArray())))
                .list();
    }
}
