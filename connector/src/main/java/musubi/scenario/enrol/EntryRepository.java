package musubi.scenario.enrol;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.scenario.course.Position;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How people come into the table {@code enrolment}, and {@code enrolment_past}, which remembers who was in it. */
@Component
final class EntryRepository {

    private final JdbcClient jdbc;

    EntryRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Returns those who were not in it.
     *
     * @param test whether they come into a test of it
     */
    Set<Long> enter(UUID scenarioId, int version, Collection<Long> contactIds, Position at, Instant now, boolean test) {
        return new HashSet<>(jdbc.sql("""
                        insert into enrolment (id, scenario_id, contact_id, version, step_key, due_at, look_at, entered_at, test)
                        select gen_random_uuid(), :scenario, contact_id, :version, :step, :due, :due, :now, :test
                        from unnest(:contacts::bigint[]) as contact_id order by contact_id
                        on conflict do nothing returning contact_id
                        """)
                .param("scenario", scenarioId)
                .param("contacts", contactIds.toArray(Long[]::new))
                .param("version", version)
                .param("step", at.stepKey())
                .param("due", SqlTime.of(at.due()))
                .param("now", SqlTime.of(now))
                .param("test", test)
                .query(Long.class)
                .list());
    }

    /** When those of some ended last who were in it. */
    Map<Long, LocalDate> past(UUID scenarioId, Collection<Long> hashes) {
        Map<Long, LocalDate> found = new HashMap<>();
        jdbc.sql("select person_hash, ended_on from enrolment_past where scenario_id = ? and person_hash = any (?)")
                .params(scenarioId, hashes.toArray(Long[]::new))
                .query(row -> {
                    found.put(row.getLong("person_hash"), row.getObject("ended_on", LocalDate.class));
                });
        return found;
    }

    void ended(UUID scenarioId, Collection<Long> hashes, LocalDate day) {
        jdbc.sql("""
                        insert into enrolment_past (scenario_id, person_hash, ended_on)
                        select :scenario, hash, :day from (select distinct unnest(:hashes::bigint[]) as hash order by hash) given
                        on conflict (scenario_id, person_hash) do update
                            set ended_on = greatest(enrolment_past.ended_on, excluded.ended_on)
                        """)
                .param("scenario", scenarioId)
                .param("hashes", hashes.toArray(Long[]::new))
                .param("day", day)
                .update();
    }
}
