package musubi.scenario.enrol;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Numbers of all connections, for those who watch the machine. */
@Component
public final class LatenessRepository {

    private final JdbcClient jdbc;

    LatenessRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** By connection, how many are in scenarios, by their counts; connections without any are left out. */
    public Map<UUID, Long> running() {
        Map<UUID, Long> running = new HashMap<>();
        jdbc.sql("""
                select s.connection_id, sum(c.people)::bigint as people
                from scenario_step_count c join scenario s on s.id = c.scenario_id where c.what = 'WAITING' group by s.connection_id
                """).query(row -> {
            running.put(row.getObject("connection_id", UUID.class), row.getLong("people"));
        });
        return running;
    }

    /** By connection, when the first of those who wait is looked at; one look into an index for each scenario. */
    public Map<UUID, Instant> earliest() {
        Map<UUID, Instant> earliest = new HashMap<>();
        jdbc.sql("""
                select s.connection_id, min(e.look_at) as look_at
                from scenario s cross join lateral (
                    select look_at from enrolment where scenario_id = s.id and delivery_id is null and not test order by look_at limit 1
                ) e
                group by s.connection_id
                """).query(row -> {
            earliest.put(row.getObject("connection_id", UUID.class), SqlTime.instant(row, "look_at"));
        });
        return earliest;
    }
}
