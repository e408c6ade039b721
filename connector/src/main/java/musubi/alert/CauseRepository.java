package musubi.alert;

import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Causes in the database. */
@Component
class CauseRepository {

    private final JdbcClient jdbc;

    CauseRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that are remembered, of all connections. */
    Map<Cause, CauseState> all() {
        var found = new HashMap<Cause, CauseState>();
        jdbc.sql("select * from alert_cause").query(row -> {
            found.put(
                    new Cause(
                            row.getObject("connection_id", UUID.class),
                            AlertKind.valueOf(row.getString("kind")),
                            row.getString("cause")),
                    new CauseState(
                            row.getBoolean("open"),
                            row.getBoolean("announced"),
                            SqlTime.optionalInstant(row, "announced_at"),
                            row.getLong("number")));
        });
        return found;
    }

    /**
     * Remembers a cause that was seen for the first time.
     *
     * @return false when somebody else has done so meanwhile, or the connection is gone
     */
    boolean add(Cause cause, CauseState state) {
        return values("""
                        insert into alert_cause (connection_id, kind, cause, open, announced, announced_at, number)
                        select id, :kind, :cause, :open, :announced, :at, :number from connection where id = :connection
                        on conflict do nothing
                        """, cause, state).update() == 1;
    }

    /**
     * Replaces what is remembered of a cause.
     *
     * @return false when somebody else has done so meanwhile
     */
    boolean replace(Cause cause, CauseState before, CauseState after) {
        return values("""
                        update alert_cause
                        set open = :open, announced = :announced, announced_at = :at, number = :number
                        where connection_id = :connection and kind = :kind and cause = :cause and open = :wasOpen
                            and announced = :wasAnnounced and announced_at is not distinct from :wasAt and number = :wasNumber
                        """, cause, after)
                        .param("wasOpen", before.open())
                        .param("wasAnnounced", before.announced())
                        .param("wasAt", SqlTime.of(before.announcedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("wasNumber", before.number())
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec values(String sql, Cause cause, CauseState state) {
        return jdbc.sql(sql)
                .param("connection", cause.connectionId())
                .param("kind", cause.kind().name())
                .param("cause", cause.code())
                .param("open", state.open())
                .param("announced", state.announced())
                .param("at", SqlTime.of(state.announcedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("number", state.number());
    }

    void forget(Cause cause) {
        jdbc.sql("delete from alert_cause where connection_id = ? and kind = ? and cause = ?")
                .params(cause.connectionId(), cause.kind().name(), cause.code())
                .update();
    }
}
