package musubi.scenario.enrol;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.scenario.RunningEnrolments.Moved;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which version people go through, in the table {@code enrolment}. In the caller's transaction. */
@Component
final class VersionRepository {

    private final JdbcClient jdbc;

    VersionRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Those who are looked at later than they are due. */
    void lookAgain(UUID scenarioId) {
        jdbc.sql("""
                        update enrolment set look_at = due_at
                        where scenario_id = ? and delivery_id is null and look_at > due_at
                        """).param(scenarioId).update();
    }

    /**
     * Moves people to another version. Tests end in the one in which they began.
     *
     * @see musubi.scenario.RunningEnrolments#move
     */
    List<Moved> move(
            UUID scenarioId, int fromVersion, int toVersion, Map<String, String> waiting, Set<String> underWay) {
        var keys = List.copyOf(waiting.keySet());
        return jdbc.sql("""
                        with chosen as (
                            select e.id, e.step_key as from_key, case when e.delivery_id is null then w.to_key else e.step_key end as to_key
                            from enrolment e left join unnest(:from::text[], :to::text[]) as w (from_key, to_key) on w.from_key = e.step_key
                            where e.scenario_id = :scenario and e.version = :fromVersion and not e.test
                                and ((e.delivery_id is null and w.to_key is not null)
                                    or (e.delivery_id is not null and e.step_key = any (:underWay)))
                            order by e.id for update of e
                        ), moved as (
                            update enrolment e set version = :toVersion, step_key = chosen.to_key
                            from chosen where e.id = chosen.id
                        )
                        select from_key, to_key, count(*) as people from chosen group by from_key, to_key order by from_key, to_key
                        """)
                .param("from", keys.toArray(String[]::new))
                .param("to", keys.stream().map(waiting::get).toArray(String[]::new))
                .param("scenario", scenarioId)
                .param("fromVersion", fromVersion)
                .param("toVersion", toVersion)
                .param("underWay", underWay.toArray(String[]::new))
                .query((row, _) -> new Moved(row.getString("from_key"), row.getString("to_key"), row.getLong("people")))
                .list();
    }
}
