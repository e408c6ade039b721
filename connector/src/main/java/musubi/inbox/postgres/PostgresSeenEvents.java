package musubi.inbox.postgres;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.inbox.SeenEvents;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Seen events as the tables {@code seen_event} and {@code arrival_count}; {@link AppendEvents} writes both. */
@Component
final class PostgresSeenEvents implements SeenEvents {

    private final JdbcClient jdbc;
    private final EventCounts counts;

    PostgresSeenEvents(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.counts = new EventCounts(jdbc);
    }

    @Override
    public long arrivedSince(UUID connectionId, Instant moment) {
        return counts.arrivedSince(connectionId, moment);
    }

    @Override
    public Map<UUID, Map<Instant, Long>> arrivedByQuarter(Collection<UUID> connections, Instant since) {
        return counts.arrivedByQuarter(connections, since);
    }

    @Override
    public void forgetBefore(Instant moment, Collection<UUID> except) {
        forget("seen_event", "seen_at", moment, except);
        forget("arrival_count", "quarter", moment, except);
    }

    private void forget(String table, String column, Instant moment, Collection<UUID> except) {
        jdbc.sql("""
                        delete from %1$s where connection_id = any (array(select id from connection where id <> all (?)))
                            and %2$s < ?
                        """.formatted(table, column))
                .params(except.toArray(UUID[]::new), SqlTime.of(moment))
                .update();
    }
}
