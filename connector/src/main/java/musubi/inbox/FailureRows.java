package musubi.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.inbox.EventCipher.Column;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The failures in PostgreSQL. */
final class FailureRows {

    /** The newest of each connection, then the newest of these. */
    static final String PAGE = """
            select newest.* from unnest(:connections::uuid[]) as asked (id)
            cross join lateral (
                select * from failure where connection_id = asked.id and id < :below %s
                order by id desc limit :limit
            ) as newest
            order by id desc limit :limit
            """;

    static final String COUNTS = """
            select reason, sum(failed) as failed from failure_count where connection_id = any (?)
            group by reason having sum(failed) > 0 order by failed desc, reason
            """;

    private static final Pattern FRIEND = Pattern.compile("U[0-9a-f]{32}");

    /** What a person gives back was tried already, which tells it from what is new. */
    private static final int TRIED = 1;

    static final String OF_REASON = "and reason = :reason";

    private final JdbcClient jdbc;
    private final EventCipher cipher;

    FailureRows(JdbcClient jdbc, EventCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    List<FailedEvent> page(Collection<UUID> connectionIds, String reason, long below, int limit) {
        return jdbc.sql(PAGE.formatted(reason.isEmpty() ? "" : OF_REASON))
                .param("connections", connectionIds.stream().distinct().toArray(UUID[]::new))
                .param("below", below)
                .param("reason", reason)
                .param("limit", limit)
                .query((row, ignored) -> read(row))
                .list();
    }

    private FailedEvent read(ResultSet row) throws SQLException {
        var connectionId = row.getObject("connection_id", UUID.class);
        return new FailedEvent(
                row.getLong("id"),
                connectionId,
                cipher.text(connectionId, Column.FRIEND, row.getBytes("friend")),
                cipher.decrypt(connectionId, Column.PAYLOAD, row.getBytes("payload")),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("failed_at").toInstant(),
                row.getString("reason"),
                cipher.text(connectionId, Column.DETAIL, row.getBytes("detail")),
                Optional.ofNullable(row.getString("record_id")).orElse(""));
    }

    Map<String, Long> counts(Collection<UUID> connectionIds) {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql(COUNTS).param(connectionIds.toArray(UUID[]::new)).query(row -> {
            counts.put(row.getString("reason"), row.getLong("failed"));
        });
        return counts;
    }

    Optional<UUID> connectionOf(long id) {
        return jdbc.sql("select connection_id from failure where id = :id")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    Optional<UUID> retry(long id) {
        return move(List.of(id), TRIED).stream().findFirst();
    }

    /** A connection for each that was given back. */
    List<UUID> retry(Collection<UUID> connectionIds, String reason) {
        var ids = jdbc.sql("select id from failure where connection_id = any (?) and reason = ?")
                .params(connectionIds.toArray(UUID[]::new), reason)
                .query((row, ignored) -> row.getLong(1))
                .list();
        return move(ids, TRIED);
    }

    private List<UUID> move(Collection<Long> ids, int attempts) {
        return jdbc.sql("""
                        with gone as (
                            delete from failure
                            where id in (select id from failure where id = any (?) order by id for update)
                            returning *
                        )
                        insert into inbox (connection_id, friend_hash, friend, payload, received_at, attempts)
                        select connection_id, friend_hash, friend, payload, received_at, ? from gone order by id
                        returning connection_id
                        """)
                .params(ids.toArray(Long[]::new), attempts)
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list();
    }

    boolean delete(long id) {
        return jdbc.sql("delete from failure where id = ?").param(id).update() > 0;
    }

    void drop(UUID connectionId, String reason, String recordId) {
        jdbc.sql("""
                        delete from failure where id in (
                            select id from failure where connection_id = ? and record_id = ? and reason = ?
                            order by id for update
                        )
                        """).params(connectionId, recordId, reason).update();
    }

    /**
     * Failures about those contacts go: a friend's back to the inbox, what is about the contact alone for good.
     *
     * @return whether any went back
     */
    boolean contactsGone(UUID connectionId, Collection<String> recordIds) {
        var about = jdbc.sql("select * from failure where connection_id = ? and record_id = any (?)")
                .params(connectionId, recordIds.toArray(String[]::new))
                .query((row, ignored) -> read(row))
                .list();
        var ofFriends = about.stream()
                .filter(failure -> FRIEND.matcher(failure.friend()).matches())
                .map(FailedEvent::id)
                .toList();
        var back = move(ofFriends, 0);
        about.stream()
                .map(FailedEvent::id)
                .filter(id -> !ofFriends.contains(id))
                .sorted()
                .forEach(this::delete);
        return !back.isEmpty();
    }
}
