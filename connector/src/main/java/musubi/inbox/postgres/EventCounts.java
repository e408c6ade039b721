package musubi.inbox.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import musubi.inbox.Backlog;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts events without reading the large tables: triggers add a row to a table of counts with every change, in the transaction of the
 * change, so that the sums are exact at any moment and no transaction waits for another (docs/adr/0018). {@link #compact} keeps these
 * tables small.
 */
final class EventCounts {

    static final String BACKLOG = """
            select
                (select coalesce(sum(pending), 0) from inbox_count where connection_id = connection.id) as pending,
                (select coalesce(sum(failed), 0) from failure_count where connection_id = connection.id) as failed,
                coalesce(extract(epoch from now() - (
                    select received_at from inbox where connection_id = connection.id order by received_at limit 1
                )), 0)::bigint as oldest,
                connection.id
            from connection
            """;

    static final String ARRIVED =
            "select coalesce(sum(events), 0) from arrival_count where connection_id = ? and quarter >= ?";

    static final String BY_QUARTER = """
            select connection_id, quarter, sum(events) as events from arrival_count
            where connection_id = any (?) and quarter >= ? group by connection_id, quarter
            """;

    private final JdbcClient jdbc;

    EventCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Backlog backlog(UUID connectionId) {
        return jdbc.sql(BACKLOG + " where id = ?")
                .param(connectionId)
                .query((row, ignored) -> read(row))
                .optional()
                .orElse(new Backlog(0, 0, 0));
    }

    Map<UUID, Backlog> backlogs() {
        var backlogs = new HashMap<UUID, Backlog>();
        jdbc.sql(BACKLOG).query(row -> {
            var backlog = read(row);
            if (backlog.pending() > 0 || backlog.failed() > 0) {
                backlogs.put(row.getObject("id", UUID.class), backlog);
            }
        });
        return backlogs;
    }

    private static Backlog read(ResultSet row) throws SQLException {
        return new Backlog(row.getLong("pending"), Math.max(0, row.getLong("oldest")), row.getLong("failed"));
    }

    long arrivedSince(UUID connectionId, Instant moment) {
        return jdbc.sql(ARRIVED)
                .params(connectionId, SqlTime.of(moment))
                .query(Long.class)
                .single();
    }

    Map<UUID, Map<Instant, Long>> arrivedByQuarter(Collection<UUID> connections, Instant since) {
        var arrived = new HashMap<UUID, Map<Instant, Long>>();
        jdbc.sql(BY_QUARTER)
                .params(connections.toArray(UUID[]::new), SqlTime.of(since))
                .query(row -> {
                    arrived.computeIfAbsent(row.getObject("connection_id", UUID.class), _ -> new HashMap<>())
                            .put(SqlTime.instant(row, "quarter"), row.getLong("events"));
                });
        return arrived;
    }

    /**
     * Replaces the rows of each table by their sums. Rows that another node is summing up are left to it; connections that are being
     * deleted are left alone.
     */
    void compact() {
        compact("inbox_count", "origin", "pending");
        compact("failure_count", "reason", "failed");
        compact("arrival_count", "quarter", "events");
    }

    private void compact(String table, String group, String number) {
        jdbc.sql("""
                        with several as (
                            select connection_id, %2$s from %1$s
                            group by connection_id, %2$s having count(*) > 1 or sum(%3$s) = 0
                        ), open as materialized (
                            select id from connection where id in (select connection_id from several)
                            order by id for key share skip locked
                        ), gone as (
                            delete from %1$s where ctid = any (array(
                                select %1$s.ctid from %1$s join several
                                    on several.connection_id = %1$s.connection_id
                                        and several.%2$s is not distinct from %1$s.%2$s
                                where %1$s.connection_id in (select id from open)
                                for update of %1$s skip locked
                            ))
                            returning connection_id, %2$s, %3$s
                        )
                        insert into %1$s (connection_id, %2$s, %3$s)
                        select connection_id, %2$s, sum(%3$s) from gone group by connection_id, %2$s
                        having sum(%3$s) <> 0
                        """.formatted(table, group, number)).update();
    }
}
