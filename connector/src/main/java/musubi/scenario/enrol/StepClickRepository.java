package musubi.scenario.enrol;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import musubi.tracking.step.ScenarioStep;
import musubi.tracking.step.StepClick;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Who opened links of steps: the table {@code step_click}, by keyed hashes, and what of it is noted at people who are in scenarios. */
@Component
final class StepClickRepository {

    private final JdbcClient jdbc;

    StepClickRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** A person in a step, by a keyed hash. */
    record Hashed(ScenarioStep step, long hash) {}

    /** The newest versions of those scenarios that there are; none of them is deleted before the caller's transaction ends. */
    Map<UUID, Integer> hold(Collection<UUID> scenarioIds) {
        Map<UUID, Integer> versions = new HashMap<>();
        jdbc.sql("select id, version from scenario where id = any (?) order by id for key share")
                .param(scenarioIds.toArray(UUID[]::new))
                .query(row -> {
                    versions.put(row.getObject("id", UUID.class), row.getInt("version"));
                });
        return versions;
    }

    /** Notes it at those who are in the scenario, and were when they clicked. In the caller's transaction. */
    void note(Collection<StepClick> clicks) {
        with(jdbc.sql("""
                                with click as (
                                    select * from unnest(:scenarios::uuid[], :steps::text[], :contacts::bigint[], :times::timestamptz[])
                                        as click (scenario_id, step_key, contact_id, at)
                                ), person as (
                                    select id from enrolment where id = any (array(
                                        select e.id from click c
                                        join enrolment e on e.scenario_id = c.scenario_id and e.contact_id = c.contact_id
                                        where e.entered_at <= c.at and not c.step_key = any (e.clicked)
                                    )) order by id for update
                                )
                                update enrolment e set clicked = array(
                                    select unnest(e.clicked)
                                    union select c.step_key from click c
                                    where c.scenario_id = e.scenario_id and c.contact_id = e.contact_id and e.entered_at <= c.at
                                )
                                from person where e.id = person.id
                                """), clicks, StepClick::step)
                .param("contacts", clicks.stream().map(StepClick::contactId).toArray(Long[]::new))
                .param(
                        "times",
                        clicks.stream().map(click -> click.at().toString()).toArray(String[]::new))
                .update();
    }

    /** Remembers them, and returns those who were not known. In the caller's transaction. */
    Set<Hashed> see(Collection<Hashed> people) {
        return new HashSet<>(with(jdbc.sql("""
                                insert into step_click (scenario_id, step_key, person_hash)
                                select distinct scenario_id, step_key, person_hash
                                from unnest(:scenarios::uuid[], :steps::text[], :hashes::bigint[]) as p (scenario_id, step_key, person_hash)
                                order by scenario_id, step_key, person_hash
                                on conflict do nothing returning scenario_id, step_key, person_hash
                                """), people, Hashed::step)
                .param("hashes", people.stream().map(Hashed::hash).toArray(Long[]::new))
                .query((row, _) -> new Hashed(
                        new ScenarioStep(row.getObject("scenario_id", UUID.class), row.getString("step_key")),
                        row.getLong("person_hash")))
                .list());
    }

    private static <T> StatementSpec with(StatementSpec sql, Collection<T> all, Function<T, ScenarioStep> step) {
        return sql.params(Map.of(
                "scenarios",
                all.stream().map(one -> step.apply(one).scenarioId()).toArray(UUID[]::new),
                "steps",
                all.stream().map(one -> step.apply(one).key()).toArray(String[]::new)));
    }
}
