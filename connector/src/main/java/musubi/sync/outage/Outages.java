package musubi.sync.outage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The outages of portals, in the database: the node that owns a portal notes them, and any node can tell of them. While all is well
 * nothing is written.
 */
@Component
public final class Outages {

    /** A note whose next try is so long past is of a node that is gone: an owner tries far more often. */
    private static final Duration STALE = Duration.ofMinutes(3);

    private final JdbcClient jdbc;
    private final Clock clock;

    Outages(DataSource dataSource, Clock clock) {
        this.jdbc = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /** The outages of these portals, in one query; a portal without one is left out. */
    public Map<Long, Outage> of(Collection<Long> portals) {
        var outages = new HashMap<Long, Outage>();
        jdbc.sql("select * from portal_outage where portal_id = any (?) and next_try > ?")
                .params(portals.toArray(Long[]::new), SqlTime.of(clock.instant().minus(STALE)))
                .query(row -> {
                    outages.put(row.getLong("portal_id"), read(row));
                });
        return outages;
    }

    private static Outage read(ResultSet row) throws SQLException {
        return new Outage(
                Outage.Cause.valueOf(row.getString("cause")),
                row.getInt("status"),
                SqlTime.instant(row, "since"),
                SqlTime.instant(row, "next_try"));
    }

    /** Notes it. One that an earlier owner began goes on: its beginning stays. */
    void note(long portalId, Outage outage) {
        jdbc.sql("""
                        insert into portal_outage as old (portal_id, cause, status, since, next_try) values (?, ?, ?, ?, ?)
                        on conflict (portal_id) do update set cause = excluded.cause, status = excluded.status,
                            next_try = excluded.next_try,
                            since = case when old.next_try > ? then least(old.since, excluded.since) else excluded.since end
                        """)
                .params(
                        portalId,
                        outage.cause().name(),
                        outage.status(),
                        SqlTime.of(outage.since()),
                        SqlTime.of(outage.nextTry()),
                        SqlTime.of(clock.instant().minus(STALE)))
                .update();
    }

    /** It is over. */
    void end(long portalId) {
        jdbc.sql("delete from portal_outage where portal_id = ?")
                .param(portalId)
                .update();
    }
}
