package musubi.alert;

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
        jdbc.sql("select * from alert_cause")
                .query(row -> {
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

    /** Remembers one; nothing happens when its connection is gone. */
    void save(Cause cause, CauseState state) {
        jdbc.sql("""
                        insert into alert_cause (connection_id, kind, cause, open, announced, announced_at, number)
                        select id, :kind, :cause, :open, :announced, :at, :number from connection where id = :connection
                        on conflict (connection_id, kind, cause) do update
                        set open = :open, announced = :announced, announced_at = :at, number = :number
                        """)
                .param("connection", cause.connectionId())
                .param("kind", cause.kind().name())
                .param("cause", cause.code())
                .param("open", state.open())
                .param("announced", state.announced())
                .param("at", SqlTime.of(state.announcedAt()))
                .param("number", state.number())
                .update();
    }

    void forget(Cause cause) {
        jdbc.sql("delete from alert_cause where connection_id = ? and kind = ? and cause = ?")
                .params(cause.connectionId(), cause.kind().name(), cause.code())
                .update();
    }
}
