package musubi.scenario.store;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import musubi.scenario.EndReason;
import musubi.scenario.RunningEnrolments.Moved;
import musubi.scenario.ScenarioCounts;
import musubi.scenario.StepCount;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The numbers of people in scenarios. Whoever changes where somebody is adds to them in the same transaction, so that they are exact after any
 * crash. Of a scenario that is gone nothing is counted any more.
 */
@Component
public final class ScenarioCountRepository {

    private final JdbcClient jdbc;

    ScenarioCountRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds to the number of a step. In the caller's transaction; in one that adds to several, in the order of keys.
     *
     * @param people may be negative
     */
    public void add(UUID scenarioId, int version, String stepKey, StepCount what, long people) {
        jdbc.sql("""
                        insert into scenario_step_count as c (scenario_id, version, step_key, what, people)
                        select scenario_id, version, :key, :what, :people from scenario_version
                        where scenario_id = :scenario and version = :version
                        on conflict (scenario_id, version, step_key, what) do update set people = c.people + excluded.people
                        """)
                .param("scenario", scenarioId)
                .param("version", version)
                .param("key", stepKey)
                .param("what", what.name())
                .param("people", people)
                .update();
    }

    /** Adds people for whom it ended. In the caller's transaction. */
    public void end(UUID scenarioId, EndReason reason, long people) {
        jdbc.sql("""
                        insert into scenario_end_count as c (scenario_id, reason, people)
                        select id, :reason, :people from scenario where id = :scenario
                        on conflict (scenario_id, reason) do update set people = c.people + excluded.people
                        """)
                .param("scenario", scenarioId)
                .param("reason", reason.name())
                .param("people", people)
                .update();
    }

    /** Takes people who were moved from one version to another. In the same transaction. */
    public void move(UUID scenarioId, int fromVersion, int toVersion, List<Moved> moved) {
        for (var people : moved) {
            add(scenarioId, fromVersion, people.fromKey(), StepCount.WAITING, -people.people());
            add(scenarioId, toVersion, people.toKey(), StepCount.WAITING, people.people());
        }
    }

    /** Who waits, by version and key of the step; none where nobody does. */
    public Map<Integer, Map<String, Long>> waiting(UUID scenarioId) {
        var waiting = new TreeMap<Integer, Map<String, Long>>();
        jdbc.sql("""
                        select version, step_key, people from scenario_step_count
                        where scenario_id = ? and what = 'WAITING' and people <> 0 order by version, step_key
                        """).param(scenarioId).query(row -> {
            waiting.computeIfAbsent(row.getInt("version"), _ -> new LinkedHashMap<>())
                    .put(row.getString("step_key"), row.getLong("people"));
        });
        return waiting;
    }

    /** By scenario, all of them, without clicks. */
    public Map<UUID, ScenarioCounts> of(Collection<UUID> scenarioIds) {
        var ids = scenarioIds.toArray(UUID[]::new);
        var found = new HashMap<UUID, ScenarioCounts>();
        scenarioIds.forEach(id -> counts(found, id));
        jdbc.sql("select scenario_id, step_key, what, people from scenario_step_count where scenario_id = any (?)")
                .param(ids)
                .query(row -> {
                    counts(found, row.getObject("scenario_id", UUID.class))
                            .steps()
                            .computeIfAbsent(row.getString("step_key"), _ -> new EnumMap<>(StepCount.class))
                            .merge(StepCount.valueOf(row.getString("what")), row.getLong("people"), Long::sum);
                });
        jdbc.sql("select scenario_id, reason, people from scenario_end_count where scenario_id = any (?)")
                .param(ids)
                .query(row -> {
                    counts(found, row.getObject("scenario_id", UUID.class))
                            .ended()
                            .put(EndReason.valueOf(row.getString("reason")), row.getLong("people"));
                });
        return found;
    }

    private static ScenarioCounts counts(Map<UUID, ScenarioCounts> found, UUID id) {
        return found.computeIfAbsent(
                id, _ -> new ScenarioCounts(new HashMap<>(), new EnumMap<>(EndReason.class), Map.of()));
    }
}
