package musubi.inbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The failures in PostgreSQL. */
final class FailureRows {

    private final JdbcClient jdbc;

    FailureRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Failure> page(Collection<UUID> connectionIds, String reason, long below, int limit) {
        return jdbc.sql("""
                        select * from failure
                        where connection_id = any (?) and id < ? and (? = '' or reason = ?)
                        order by id desc limit ?
                        """)
                .params(connectionIds.toArray(UUID[]::new), below, reason, reason, limit)
                .query((row, ignored) -> new Failure(
                        row.getLong("id"),
                        row.getObject("connection_id", UUID.class),
                        row.getString("friend"),
                        row.getBytes("payload"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getTimestamp("failed_at").toInstant(),
                        row.getString("reason"),
                        row.getString("detail"),
                        Optional.ofNullable(row.getString("record_id")).orElse("")))
                .list();
    }

    Map<String, Long> counts(Collection<UUID> connectionIds) {
        var counts = new LinkedHashMap<String, Long>();
        jdbc.sql("""
                        select reason, count(*) as failed from failure
                        where connection_id = any (?) group by reason order by failed desc, reason
                        """).param(connectionIds.toArray(UUID[]::new)).query(row -> {
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
        return jdbc.sql("""
                        with gone as (delete from failure where id = ? returning *)
                        insert into inbox (connection_id, friend, payload, received_at, attempts)
                        select connection_id, friend, payload, received_at, 1 from gone
                        returning connection_id
                        """)
                .param(id)
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** A connection for each that was given back. */
    List<UUID> retry(Collection<UUID> connectionIds, String reason) {
        return jdbc.sql("""
                        with gone as (
                            delete from failure where connection_id = any (?) and reason = ? returning *
                        )
                        insert into inbox (connection_id, friend, payload, received_at, attempts)
                        select connection_id, friend, payload, received_at, 1 from gone order by id
                        returning connection_id
                        """)
                .params(connectionIds.toArray(UUID[]::new), reason)
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list();
    }

    boolean delete(long id) {
        return jdbc.sql("delete from failure where id = ?").param(id).update() > 0;
    }

    void drop(UUID connectionId, String reason, String recordId) {
        jdbc.sql("delete from failure where connection_id = ? and record_id = ? and reason = ?")
                .params(connectionId, recordId, reason)
                .update();
    }
}
