package musubi.inbox.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import musubi.inbox.Activity;
import musubi.system.LocalJobs;
import musubi.system.SqlTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code connection_activity}. One statement every two seconds at most, however much is done. */
@Component
final class PostgresActivity implements Activity {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private record Noted(UUID connectionId, Kind kind) {}

    private final Map<Noted, Instant> noted = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final Clock clock;

    PostgresActivity(DataSource dataSource, Clock clock, LocalJobs jobs) {
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
        jobs.every(PAUSE, "activity", this::store);
    }

    @Override
    public void note(UUID connectionId, Kind kind) {
        noted.put(new Noted(connectionId, kind), clock.instant());
    }

    @Override
    public Map<UUID, Moments> of(Collection<UUID> connections) {
        var moments = new HashMap<UUID, Moments>();
        jdbc.sql("select * from connection_activity where connection_id = any (?)")
                .param(connections.toArray(UUID[]::new))
                .query(row -> {
                    moments.put(row.getObject("connection_id", UUID.class), read(row));
                });
        return moments;
    }

    private static Moments read(ResultSet row) throws SQLException {
        return new Moments(
                SqlTime.optionalInstant(row, "heard_at"),
                SqlTime.optionalInstant(row, "event_at"),
                SqlTime.optionalInstant(row, "written_at"));
    }

    /** What cannot be stored is kept for the next time. Connections that are being deleted are left out. */
    private void store() {
        var taken = new HashMap<Noted, Instant>();
        for (var each : List.copyOf(noted.keySet())) {
            Optional.ofNullable(noted.remove(each)).ifPresent(at -> taken.put(each, at));
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            store(taken);
        } catch (RuntimeException e) {
            taken.forEach(noted::putIfAbsent);
            throw e;
        }
    }

    private void store(Map<Noted, Instant> taken) {
        var connections =
                taken.keySet().stream().map(Noted::connectionId).distinct().toList();
        jdbc.sql("""
                        with open as materialized (
                            select id from connection where id = any (?) order by id for key share skip locked
                        )
                        insert into connection_activity as old (connection_id, heard_at, event_at, written_at)
                        select noted.id, heard, event, written
                        from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
                            as noted (id, heard, event, written)
                        join open on open.id = noted.id
                        order by noted.id
                        on conflict (connection_id) do update
                            set heard_at = greatest(old.heard_at, excluded.heard_at),
                                event_at = greatest(old.event_at, excluded.event_at),
                                written_at = greatest(old.written_at, excluded.written_at)
                        """)
                .params(
                        connections.toArray(UUID[]::new),
                        connections.toArray(UUID[]::new),
                        moments(connections, Kind.HEARD, taken),
                        moments(connections, Kind.EVENT, taken),
                        moments(connections, Kind.WRITTEN, taken))
                .update();
    }

    private static @Nullable String[] moments(List<UUID> connections, Kind kind, Map<Noted, Instant> taken) {
        var moments = new @Nullable String[connections.size()];
        for (var at = 0; at < moments.length; at++) {
            var moment = taken.get(new Noted(connections.get(at), kind));
            moments[at] = moment == null ? null : moment.toString();
        }
        return moments;
    }
}
