package musubi.broadcast.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Tracking;
import musubi.broadcast.report.ComparedBroadcast;
import musubi.delivery.BlockedCounts;
import musubi.delivery.DeliveryCounts;
import musubi.delivery.DeliveryState;
import musubi.system.SqlTime;
import musubi.tracking.counts.Clicks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The numbers of broadcasts, without what they say. */
@Component
public final class ComparedRepository {

    private final JdbcClient jdbc;

    ComparedRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Those that began in a period, the newest first; without their clicks. */
    public List<ComparedBroadcast> begun(UUID connectionId, Instant from, Instant until, int limit) {
        return jdbc.sql("""
                        select id, title, state, tracking, started_at, ended_at, listed, left_out::text, recipients, sent, uncertain, refused,
                            blocked_24h, blocked_72h
                        from delivery join broadcast using (id)
                        where delivery.connection_id = ? and started_at >= ? and started_at < ?
                        order by started_at desc, id limit ?
                        """)
                .params(connectionId, SqlTime.of(from), SqlTime.of(until), limit)
                .query(ComparedRepository::broadcast)
                .list();
    }

    private static ComparedBroadcast broadcast(ResultSet row, int number) throws SQLException {
        var blocked = row.getObject("blocked_72h", Long.class);
        return new ComparedBroadcast(
                row.getObject("id", UUID.class),
                row.getString("title"),
                BroadcastState.of(DeliveryState.valueOf(row.getString("state"))),
                Tracking.valueOf(row.getString("tracking")),
                SqlTime.instant(row, "started_at"),
                SqlTime.optionalInstant(row, "ended_at"),
                row.getLong("listed"),
                BroadcastJson.leftOut(row.getString("left_out")).values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                new DeliveryCounts(
                        row.getLong("recipients"),
                        row.getLong("sent"),
                        row.getLong("uncertain"),
                        row.getLong("refused")),
                Clicks.Sum.NONE,
                blocked == null
                        ? Optional.empty()
                        : Optional.of(new BlockedCounts(row.getLong("blocked_24h"), blocked)));
    }
}
