package musubi.inbox.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.FailedEvent;
import musubi.inbox.FailedEvents;
import musubi.inbox.FriendFailures;
import musubi.inbox.FriendHash;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Failed events as the table {@code failure}; {@link SettleEvents} writes them. */
@Component
final class PostgresFailedEvents implements FailedEvents {

    /** The newest of each connection, then the newest of these. */
    static final String PAGE = """
            select newest.* from unnest(:connections::uuid[]) as asked (id)
            cross join lateral (
                select * from failure where connection_id = asked.id and id < :below %s
                order by id desc limit :limit
            ) as newest
            order by id desc limit :limit
            """;

    static final String OF_REASON = "and reason = :reason";

    /** Of each reason, the newest failure of each friend. */
    static final String FRIENDS = """
            select newest.*, (
                select count(*) from failure as alike
                where alike.connection_id = newest.connection_id and alike.reason = newest.reason
                    and alike.friend_hash = newest.friend_hash
            ) as events
            from unnest(:reasons::text[]) as wanted (reason)
            cross join lateral (
                select one.* from unnest(:connections::uuid[]) as asked (id)
                cross join lateral (
                    select * from failure
                    where connection_id = asked.id and reason = wanted.reason and id < :below
                        and not exists (
                            select 1 from failure as newer
                            where newer.connection_id = failure.connection_id and newer.reason = failure.reason
                                and newer.friend_hash = failure.friend_hash and newer.id > failure.id
                        )
                    order by id desc limit :limit
                ) as one
                order by one.id desc limit :limit
            ) as newest
            order by newest.id desc
            """;

    static final String COUNTS = """
            select reason, sum(failed) as failed from failure_count where connection_id = any (?)
            group by reason having sum(failed) > 0 order by failed desc, reason
            """;

    static final String COUNTS_BY_CONNECTION = """
            select connection_id, reason, sum(failed) as failed from failure_count where connection_id = any (?)
            group by connection_id, reason having sum(failed) > 0 order by failed desc, reason
            """;

    private static final Pattern FRIEND = Pattern.compile("U[0-9a-f]{32}");

    private final JdbcClient jdbc;
    private final EventCipher cipher;
    private final RewritePayloads payloads;
    private final TransactionTemplate transactions;
    private final Arrivals arrivals;

    PostgresFailedEvents(
            DataSource dataSource,
            PlatformTransactionManager transactionManager,
            EventCipher cipher,
            FriendHash hash,
            Arrivals arrivals) {
        this.jdbc = JdbcClient.create(dataSource);
        this.cipher = cipher;
        this.payloads = new RewritePayloads(jdbc, cipher, hash);
        this.transactions = new TransactionTemplate(transactionManager);
        this.arrivals = arrivals;
    }

    @Override
    public List<FailedEvent> page(Collection<UUID> connectionIds, String reason, long below, int limit) {
        return jdbc.sql(PAGE.formatted(reason.isEmpty() ? "" : OF_REASON))
                .param("connections", connectionIds.stream().distinct().toArray(UUID[]::new))
                .param("below", below)
                .param("reason", reason)
                .param("limit", limit)
                .query((row, ignored) -> read(row))
                .list();
    }

    @Override
    public List<FriendFailures> friends(
            Collection<UUID> connectionIds, Collection<String> reasons, long below, int limit) {
        return jdbc.sql(FRIENDS)
                .param("connections", connectionIds.stream().distinct().toArray(UUID[]::new))
                .param("reasons", reasons.stream().distinct().toArray(String[]::new))
                .param("below", below)
                .param("limit", limit)
                .query((row, ignored) -> new FriendFailures(read(row), row.getLong("events")))
                .list();
    }

    @Override
    public List<FailedEvent> find(Collection<UUID> connectionIds, Collection<Long> ids) {
        return jdbc.sql("select * from failure where id = any (?) and connection_id = any (?)")
                .params(ids.toArray(Long[]::new), connectionIds.toArray(UUID[]::new))
                .query((row, ignored) -> read(row))
                .list();
    }

    private FailedEvent read(ResultSet row) throws SQLException {
        var connectionId = row.getObject("connection_id", UUID.class);
        return new FailedEvent(
                row.getLong("id"),
                connectionId,
                cipher.text(connectionId, Column.FRIEND, row.getBytes("friend")),
                new EventPayload(
                        EventKind.of(row.getString("kind")),
                        cipher.decrypt(connectionId, Column.PAYLOAD, row.getBytes("payload"))),
                SqlTime.instant(row, "received_at"),
                SqlTime.instant(row, "failed_at"),
                row.getString("reason"),
                cipher.text(connectionId, Column.DETAIL, row.getBytes("detail")),
                Optional.ofNullable(row.getString("record_id")).orElse(""));
    }

    @Override
    public Map<String, Long> counts(Collection<UUID> connectionIds) {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql(COUNTS).param(connectionIds.toArray(UUID[]::new)).query(row -> {
            counts.put(row.getString("reason"), row.getLong("failed"));
        });
        return counts;
    }

    @Override
    public Map<UUID, Map<String, Long>> countsByConnection(Collection<UUID> connectionIds) {
        var counts = new HashMap<UUID, Map<String, Long>>();
        jdbc.sql(COUNTS_BY_CONNECTION).param(connectionIds.toArray(UUID[]::new)).query(row -> {
            counts.computeIfAbsent(row.getObject("connection_id", UUID.class), _ -> new LinkedHashMap<>())
                    .put(row.getString("reason"), row.getLong("failed"));
        });
        return counts;
    }

    @Override
    public Optional<UUID> connectionOf(long id) {
        return jdbc.sql("select connection_id from failure where id = :id")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    @Override
    public Optional<UUID> retry(long id) {
        var connectionId = moveToQueue(List.of(id), 1).stream().findFirst();
        connectionId.ifPresent(arrivals::arrived);
        return connectionId;
    }

    @Override
    public int retryAll(Collection<UUID> connectionIds, String reason) {
        var ids = jdbc.sql("select id from failure where connection_id = any (?) and reason = ?")
                .params(connectionIds.toArray(UUID[]::new), reason)
                .query((row, ignored) -> row.getLong(1))
                .list();
        var retried = moveToQueue(ids, 1);
        retried.stream().distinct().forEach(arrivals::arrived);
        return retried.size();
    }

    @Override
    public Map<UUID, Long> retryAlike(Collection<UUID> connectionIds, Collection<Long> ids) {
        var retried = moveToQueue(alike(connectionIds, ids), 1);
        retried.stream().distinct().forEach(arrivals::arrived);
        return counted(retried);
    }

    @Override
    public Map<UUID, Long> deleteAlike(Collection<UUID> connectionIds, Collection<Long> ids) {
        return counted(jdbc.sql("""
                        delete from failure where id in (select id from failure where id = any (?) order by id for update)
                        returning connection_id
                        """)
                .param(alike(connectionIds, ids).toArray(Long[]::new))
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list());
    }

    private List<Long> alike(Collection<UUID> connectionIds, Collection<Long> ids) {
        return jdbc.sql("""
                        select distinct alike.id from failure as chosen
                        join failure as alike on alike.connection_id = chosen.connection_id
                            and alike.reason = chosen.reason and alike.friend_hash = chosen.friend_hash
                        where chosen.id = any (?) and chosen.connection_id = any (?)
                        """)
                .params(ids.toArray(Long[]::new), connectionIds.toArray(UUID[]::new))
                .query((row, ignored) -> row.getLong(1))
                .list();
    }

    private static Map<UUID, Long> counted(List<UUID> connectionIds) {
        return connectionIds.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    }

    /**
     * One statement.
     *
     * @return the connection of each that was moved
     */
    private List<UUID> moveToQueue(Collection<Long> ids, int attempts) {
        return jdbc.sql("""
                        with gone as (
                            delete from failure
                            where id in (select id from failure where id = any (?) order by id for update)
                            returning *
                        )
                        insert into inbox (connection_id, friend_hash, friend, kind, payload, received_at, attempts)
                        select connection_id, friend_hash, friend, kind, payload, received_at, ? from gone order by id
                        returning connection_id
                        """)
                .params(ids.toArray(Long[]::new), attempts)
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list();
    }

    @Override
    public boolean delete(long id) {
        return jdbc.sql("delete from failure where id = ?").param(id).update() > 0;
    }

    @Override
    public void deleteAbout(UUID connectionId, String reason, String recordId) {
        jdbc.sql("""
                        delete from failure where id in (
                            select id from failure where connection_id = ? and record_id = ? and reason = ?
                            order by id for update
                        )
                        """).params(connectionId, recordId, reason).update();
    }

    @Override
    public void contactsGone(UUID connectionId, Collection<String> recordIds) {
        if (Boolean.TRUE.equals(transactions.execute(ignored -> moveOrDelete(connectionId, recordIds)))) {
            arrivals.arrived(connectionId);
        }
    }

    /** Whether any were moved to the queue. */
    private boolean moveOrDelete(UUID connectionId, Collection<String> recordIds) {
        var about = jdbc.sql("select * from failure where connection_id = ? and record_id = any (?)")
                .params(connectionId, recordIds.toArray(String[]::new))
                .query((row, ignored) -> read(row))
                .list();
        var ofFriends = about.stream()
                .filter(failure -> FRIEND.matcher(failure.friend()).matches())
                .map(FailedEvent::id)
                .toList();
        var moved = moveToQueue(ofFriends, 0);
        about.stream()
                .map(FailedEvent::id)
                .filter(id -> !ofFriends.contains(id))
                .sorted()
                .forEach(this::delete);
        return !moved.isEmpty();
    }

    @Override
    public void rewrite(UUID connectionId, String friend, EventKind kind, UnaryOperator<byte[]> json) {
        transactions.executeWithoutResult(
                ignored -> payloads.rewrite(RewritePayloads.Table.FAILURE, connectionId, friend, kind, json));
    }
}
