package musubi.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The inbox in PostgreSQL. */
@Component
class PostgresInbox implements Inbox, DisposableBean {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final FailureRows failures;
    private final TransactionTemplate transactions;
    private final GroupCommit commits = new GroupCommit(this::write);
    private final List<ArrivalListener> listeners = new CopyOnWriteArrayList<>();

    PostgresInbox(DataSource dataSource, PlatformTransactionManager transactionManager) {
        this.template = new JdbcTemplate(dataSource);
        this.jdbc = JdbcClient.create(dataSource);
        this.failures = new FailureRows(jdbc);
        this.transactions = new TransactionTemplate(transactionManager);
    }

    @Override
    public void append(List<NewEvent> events) {
        commits.append(events);
    }

    /** One statement, one round trip, one flush to disk for all requests that waited. */
    private void write(List<NewEvent> arrived) {
        // the same event may stand twice in what waited
        var distinct = new LinkedHashMap<List<UUID>, NewEvent>();
        arrived.forEach(event -> distinct.putIfAbsent(List.of(event.connectionId(), event.eventId()), event));
        var events = List.copyOf(distinct.values());
        template.execute((ConnectionCallback<Integer>) connection -> {
            try (var statement = connection.prepareStatement("""
                    with arrived as (
                        select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bytea[])
                            as event (connection_id, event_id, friend, payload)
                    ), fresh as (
                        insert into seen_event (connection_id, event_id)
                        select connection_id, event_id from arrived
                        on conflict do nothing
                        returning connection_id, event_id
                    )
                    insert into inbox (connection_id, friend, payload)
                    select connection_id, friend, payload from arrived join fresh using (connection_id, event_id)
                    """)) {
                statement.setArray(1, array(connection, "uuid", events, NewEvent::connectionId));
                statement.setArray(2, array(connection, "uuid", events, NewEvent::eventId));
                statement.setArray(3, array(connection, "text", events, NewEvent::friend));
                statement.setArray(
                        4,
                        connection.createArrayOf(
                                "bytea", events.stream().map(NewEvent::payload).toArray(byte[][]::new)));
                return statement.executeUpdate();
            }
        });
        events.stream().map(NewEvent::connectionId).distinct().forEach(this::arrived);
    }

    private void arrived(UUID connectionId) {
        listeners.forEach(listener -> listener.arrived(connectionId));
    }

    private static <T> Array array(Connection connection, String type, List<T> values, Function<T, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, values.stream().map(column).toArray());
    }

    @Override
    public List<PendingEvent> take(UUID connectionId, Collection<String> busy, int limit) {
        return take("origin is null", connectionId, busy, limit);
    }

    @Override
    public List<PendingEvent> takeBackground(UUID connectionId, Collection<String> busy, int limit) {
        return take(
                "origin is not null and origin not in (select id from work_origin where paused)",
                connectionId,
                busy,
                limit);
    }

    private List<PendingEvent> take(String which, UUID connectionId, Collection<String> busy, int limit) {
        return jdbc.sql("""
                        select id, connection_id, friend, payload, received_at, attempts, origin
                        from inbox
                        where connection_id = ? and due_at <= now() and friend <> all (?) and %s
                        order by due_at, id
                        limit ?
                        """.formatted(which))
                .params(connectionId, busy.toArray(String[]::new), limit)
                .query((row, ignored) -> new PendingEvent(
                        row.getLong("id"),
                        row.getObject("connection_id", UUID.class),
                        row.getString("friend"),
                        row.getBytes("payload"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getInt("attempts"),
                        row.getObject("origin", UUID.class)))
                .list();
    }

    @Override
    public void settle(Settlement settlement) {
        transactions.executeWithoutResult(ignored -> {
            settlement.follows.forEach(follow -> jdbc.sql("""
                            insert into inbox (connection_id, friend, payload, received_at, due_at, attempts)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            follow.after().connectionId(),
                            follow.after().friend(),
                            follow.payload(),
                            Timestamp.from(follow.after().receivedAt()),
                            Timestamp.from(follow.dueAt()),
                            0)
                    .update());
            settlement.failed.forEach(failed -> jdbc.sql("""
                            with gone as (delete from inbox where id = ? returning *)
                            insert into failure
                                (connection_id, friend, payload, received_at, reason, detail, record_id)
                            select connection_id, friend, payload, received_at, ?, ?, nullif(?, '') from gone
                            """)
                    .params(failed.id(), failed.reason(), failed.detail(), failed.recordId())
                    .update());
            if (!settlement.later.isEmpty()) {
                jdbc.sql("""
                        update inbox set due_at = later.due_at, attempts = attempts + later.attempt
                        from unnest(?::bigint[], ?::timestamptz[], ?::integer[]) as later (id, due_at, attempt)
                        where inbox.id = later.id
                        """)
                        .params(
                                settlement.later.stream()
                                        .map(Settlement.Later::id)
                                        .toArray(Long[]::new),
                                settlement.later.stream()
                                        .map(later -> later.dueAt().toString())
                                        .toArray(String[]::new),
                                settlement.later.stream()
                                        .map(later -> later.attempted() ? 1 : 0)
                                        .toArray(Integer[]::new))
                        .update();
            }
            if (!settlement.finished.isEmpty()) {
                jdbc.sql("delete from inbox where id = any (?)")
                        .param(settlement.finished.toArray(Long[]::new))
                        .update();
            }
            settlement.counted.forEach((counted, events) -> jdbc.sql(
                            "update work_origin set %1$s = %1$s + ? where id = ?"
                                    .formatted(counted.outcome().name().toLowerCase(Locale.ROOT)))
                    .params(events, counted.origin())
                    .update());
        });
    }

    @Override
    public Backlog backlog(UUID connectionId) {
        return jdbc.sql("""
                        select count(*) as pending,
                            coalesce(extract(epoch from now() - min(received_at)), 0)::bigint as oldest,
                            (select count(*) from failure where connection_id = :id) as failed
                        from inbox where connection_id = :id
                        """)
                .param("id", connectionId)
                .query((row, ignored) ->
                        new Backlog(row.getLong("pending"), Math.max(0, row.getLong("oldest")), row.getLong("failed")))
                .single();
    }

    @Override
    public Map<UUID, Backlog> backlogs() {
        var backlogs = new HashMap<UUID, Backlog>();
        jdbc.sql("""
                        select connection_id, sum(pending) as pending, sum(failed) as failed,
                            coalesce(extract(epoch from now() - min(oldest)), 0)::bigint as oldest
                        from (
                            select connection_id, count(*) as pending, 0 as failed, min(received_at) as oldest
                            from inbox group by connection_id
                            union all
                            select connection_id, 0, count(*), null from failure group by connection_id
                        ) as each
                        group by connection_id
                        """).query(row -> {
            backlogs.put(
                    row.getObject("connection_id", UUID.class),
                    new Backlog(row.getLong("pending"), Math.max(0, row.getLong("oldest")), row.getLong("failed")));
        });
        return backlogs;
    }

    @Override
    public long arrivedSince(UUID connectionId, Instant moment) {
        return jdbc.sql("select count(*) from seen_event where connection_id = ? and seen_at >= ?")
                .params(connectionId, Timestamp.from(moment))
                .query(Long.class)
                .single();
    }

    @Override
    public List<Failure> failures(Collection<UUID> connectionIds, String reason, long below, int limit) {
        return failures.page(connectionIds, reason, below, limit);
    }

    @Override
    public Map<String, Long> failureCounts(Collection<UUID> connectionIds) {
        return failures.counts(connectionIds);
    }

    @Override
    public Optional<UUID> connectionOfFailure(long id) {
        return failures.connectionOf(id);
    }

    @Override
    public Optional<UUID> retryFailure(long id) {
        var connectionId = failures.retry(id);
        connectionId.ifPresent(this::arrived);
        return connectionId;
    }

    @Override
    public int retryFailures(Collection<UUID> connectionIds, String reason) {
        var retried = failures.retry(connectionIds, reason);
        retried.stream().distinct().forEach(this::arrived);
        return retried.size();
    }

    @Override
    public boolean deleteFailure(long id) {
        return failures.delete(id);
    }

    @Override
    public void dropFailures(UUID connectionId, String reason, String recordId) {
        failures.drop(connectionId, reason, recordId);
    }

    @Override
    public void contactsGone(UUID connectionId, Collection<String> recordIds) {
        var retried = jdbc.sql("""
                        with gone as (delete from failure where connection_id = ? and record_id = any (?) returning *)
                        insert into inbox (connection_id, friend, payload, received_at)
                        select connection_id, friend, payload, received_at from gone
                        where friend ~ '^U[0-9a-f]{32}$'
                        """)
                .params(connectionId, recordIds.toArray(String[]::new))
                .update();
        if (retried > 0) {
            arrived(connectionId);
        }
    }

    @Override
    public void rewrite(UUID connectionId, String friend, UnaryOperator<byte[]> payload) {
        new PayloadRows(jdbc).rewrite(connectionId, friend, payload);
    }

    @Override
    public void drop(UUID connectionId) {
        transactions.executeWithoutResult(ignored -> List.of("inbox", "failure", "seen_event", "work_origin")
                .forEach(table -> jdbc.sql("delete from %s where connection_id = ?".formatted(table))
                        .param(connectionId)
                        .update()));
    }

    @Override
    public void forgetSeenBefore(Instant moment, Collection<UUID> but) {
        jdbc.sql("delete from seen_event where seen_at < ? and connection_id <> all (?)")
                .params(Timestamp.from(moment), but.toArray(UUID[]::new))
                .update();
    }

    @Override
    public void onArrival(ArrivalListener listener) {
        listeners.add(listener);
    }

    @Override
    public void destroy() {
        commits.close();
    }
}
