package musubi.scenario.trigger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which days of scenarios with a date property were looked at: the tables {@code date_place} and {@code date_seen}. */
@Component
final class DatePlaceRepository {

    private final JdbcClient jdbc;

    DatePlaceRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * How far days were looked at.
     *
     * @param trigger what it was as it began
     * @param enabledAt since when the scenario was on as it began
     * @param nextDay that is looked at next, or once more
     * @param looked whether it was looked at before
     */
    record Place(String trigger, Instant enabledAt, LocalDate nextDay, boolean looked) {}

    Optional<Place> find(UUID scenarioId) {
        return jdbc.sql("select trigger_text, enabled_at, next_day, looked from date_place where scenario_id = ?")
                .param(scenarioId)
                .query((row, _) -> new Place(
                        row.getString("trigger_text"),
                        SqlTime.instant(row, "enabled_at"),
                        row.getObject("next_day", LocalDate.class),
                        row.getBoolean("looked")))
                .optional();
    }

    /** Begins at a day; who was seen stays seen. */
    void begin(UUID scenarioId, Place place) {
        jdbc.sql("""
                        insert into date_place (scenario_id, trigger_text, enabled_at, next_day, looked)
                        select id, :trigger, :enabled, :day, :looked from scenario where id = :scenario
                        on conflict (scenario_id) do update set trigger_text = excluded.trigger_text,
                            enabled_at = excluded.enabled_at, next_day = excluded.next_day, looked = excluded.looked
                        """)
                .param("scenario", scenarioId)
                .param("trigger", place.trigger())
                .param("enabled", SqlTime.of(place.enabledAt()))
                .param("day", place.nextDay())
                .param("looked", place.looked())
                .update();
    }

    /** Goes on from where it is; false where it is somewhere else by now: another node may be further. */
    boolean pass(UUID scenarioId, Place from, Place to) {
        return jdbc.sql("""
                        update date_place set next_day = :day, looked = :looked
                        where scenario_id = :scenario and trigger_text = :trigger and enabled_at = :enabled
                            and next_day = :before and looked = :wasLooked
                        """)
                        .param("day", to.nextDay())
                        .param("looked", to.looked())
                        .param("scenario", scenarioId)
                        .param("trigger", from.trigger())
                        .param("enabled", SqlTime.of(from.enabledAt()))
                        .param("before", from.nextDay())
                        .param("wasLooked", from.looked())
                        .update()
                == 1;
    }

    /** Those of some people whose day was seen to come. */
    Set<Long> seen(UUID scenarioId, Collection<Long> hashes) {
        return Set.copyOf(jdbc.sql("select person_hash from date_seen where scenario_id = ? and person_hash = any (?)")
                .params(scenarioId, hashes.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    /**
     * Remembers whose day has come.
     *
     * @return those who were not seen before
     */
    Set<Long> see(UUID scenarioId, LocalDate occursOn, Collection<Long> hashes) {
        return Set.copyOf(jdbc.sql("""
                        insert into date_seen (scenario_id, person_hash, occurs_on)
                        select s.id, hash, :day from scenario s, unnest(:hashes::bigint[]) as hash where s.id = :scenario
                        order by hash on conflict do nothing returning person_hash
                        """)
                .param("scenario", scenarioId)
                .param("day", occursOn)
                .param("hashes", hashes.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    /** Forgets those whose day cannot be looked at again. */
    void forget(UUID scenarioId, LocalDate before) {
        jdbc.sql("delete from date_seen where scenario_id = ? and occurs_on < ?")
                .params(scenarioId, before)
                .update();
    }
}
