package musubi.scenario.enrol;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who in the table {@code enrolment} is due. What is asked here is asked each second: its cost is that of what is due, whatever waits. */
@Component
public final class DueRepository {

    // the first in an order, and not whether there is any: for that PostgreSQL may read all who wait
    static final String SCENARIOS_DUE = """
            select id from scenario cross join lateral (
                select e.look_at from enrolment e where e.scenario_id = scenario.id and e.delivery_id is null
                order by e.look_at, e.id limit 1
            ) first
            where first.look_at <= :now or (first.look_at <= :soon and (
                select e.look_at from enrolment e where e.scenario_id = scenario.id and e.delivery_id is null
                order by e.look_at, e.id offset :others limit 1
            ) <= :soon)
            """;
    static final String DUE = "select " + EnrolmentRepository.COLUMNS + """
             from enrolment e where e.scenario_id = :scenario and e.delivery_id is null and e.look_at <= :now
            order by e.look_at, e.id limit :limit
            """;
    static final String SOON = "select " + EnrolmentRepository.COLUMNS + """
            , e.look_at from enrolment e
            where e.scenario_id = :scenario and e.delivery_id is null and e.look_at <= :until and (e.look_at, e.id) > (:lookAt, :id)
            order by e.look_at, e.id limit :limit
            """;
    static final String DELIVERIES = """
            with recursive found as (
                (select delivery_id from enrolment where scenario_id = :scenario and delivery_id is not null and not test
                order by delivery_id limit 1)
                union all
                select (select e.delivery_id from enrolment e
                    where e.scenario_id = :scenario and e.delivery_id is not null and not e.test and e.delivery_id > found.delivery_id
                    order by e.delivery_id limit 1)
                from found where found.delivery_id is not null
            )
            select delivery_id from found where delivery_id is not null
            """;

    private final JdbcClient jdbc;

    DueRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Scenarios in which somebody is due, and those in which at least so many are due soon. Some looks into an index for each scenario, whatever waits.
     *
     * @param many more than one
     */
    public List<UUID> scenariosDue(Instant now, Instant soon, int many) {
        return jdbc.sql(SCENARIOS_DUE)
                .param("now", SqlTime.of(now))
                .param("soon", SqlTime.of(soon))
                .param("others", many - 1)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Those who are due, the longest waiting first. */
    public List<Enrolment> due(UUID scenarioId, Instant now, int limit) {
        return jdbc.sql(DUE)
                .param("scenario", scenarioId)
                .param("now", SqlTime.of(now))
                .param("limit", limit)
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    /** How far those who wait were looked at, in the order in which they are due. */
    public record Place(Instant lookAt, UUID id) {

        /** Before all of them. */
        public static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));
    }

    /** Somebody who is due, or is soon. */
    public record Soon(Enrolment person, Place place) {}

    /** Those who are due until then, in the order of {@link #due}, behind a place. */
    public List<Soon> soon(UUID scenarioId, Place after, Instant until, int limit) {
        return jdbc.sql(SOON)
                .param("scenario", scenarioId)
                .param("until", SqlTime.of(until))
                .param("lookAt", SqlTime.of(after.lookAt()))
                .param("id", after.id())
                .param("limit", limit)
                .query((row, number) -> {
                    var person = EnrolmentRepository.enrolment(row, number);
                    return new Soon(person, new Place(SqlTime.instant(row, "look_at"), person.id()));
                })
                .list();
    }

    /** Deliveries that have messages of a scenario; those of tests left out. One look into an index for each, however many people are in it. */
    public List<UUID> deliveries(UUID scenarioId) {
        return jdbc.sql(DELIVERIES)
                .param("scenario", scenarioId)
                .query((row, _) -> row.getObject("delivery_id", UUID.class))
                .list();
    }
}
