package musubi.scenario.trigger;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far lists of scenarios are read: the tables {@code list_place} and {@code list_seen}. */
@Component
final class ListPlaceRepository {

    private final JdbcClient jdbc;

    ListPlaceRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * How far a list was read.
     *
     * @param enabledAt since when the scenario was on as it began
     * @param after HubSpot's cursor; empty: from the start
     */
    record Place(long listId, Instant enabledAt, String after) {}

    Optional<Place> find(UUID scenarioId) {
        return jdbc.sql("select list_id, enabled_at, after_cursor from list_place where scenario_id = ?")
                .param(scenarioId)
                .query((row, _) -> new Place(
                        row.getLong("list_id"), SqlTime.instant(row, "enabled_at"), row.getString("after_cursor")))
                .optional();
    }

    /** From the start of a list. In the caller's transaction. */
    void begin(UUID scenarioId, Place place) {
        jdbc.sql("delete from list_place where scenario_id = ?")
                .param(scenarioId)
                .update();
        jdbc.sql("""
                        insert into list_place (scenario_id, list_id, enabled_at, after_cursor)
                        select id, :list, :enabled, :after from scenario where id = :scenario
                        """)
                .param("scenario", scenarioId)
                .param("list", place.listId())
                .param("enabled", SqlTime.of(place.enabledAt()))
                .param("after", place.after())
                .update();
    }

    /** Those of some members who were looked at. */
    Set<Long> seen(UUID scenarioId, Collection<Long> hashes) {
        return Set.copyOf(jdbc.sql("select member_hash from list_seen where scenario_id = ? and member_hash = any (?)")
                .params(scenarioId, hashes.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    /**
     * Notes that members were looked at.
     *
     * @return those who were not before
     */
    Set<Long> see(UUID scenarioId, Collection<Long> hashes) {
        return Set.copyOf(jdbc.sql("""
                        insert into list_seen (scenario_id, member_hash)
                        select p.scenario_id, hash from list_place p, unnest(:hashes::bigint[]) as hash where p.scenario_id = :scenario
                        order by hash on conflict do nothing returning member_hash
                        """)
                .param("scenario", scenarioId)
                .param("hashes", hashes.toArray(Long[]::new))
                .query(Long.class)
                .list());
    }

    /** Goes behind members who were looked at, who are forgotten. Only from where it is: another node may be further. */
    void pass(UUID scenarioId, String from, String to, Collection<Long> hashes) {
        var moved = jdbc.sql("update list_place set after_cursor = ? where scenario_id = ? and after_cursor = ?")
                .params(to, scenarioId, from)
                .update();
        if (moved == 1) {
            jdbc.sql("delete from list_seen where scenario_id = ? and member_hash = any (?)")
                    .params(scenarioId, hashes.toArray(Long[]::new))
                    .update();
        }
    }

    /** Connections with scenarios that are switched on. */
    Collection<UUID> connections() {
        return jdbc.sql("select distinct connection_id from scenario where enabled_at is not null")
                .query((row, _) -> row.getObject("connection_id", UUID.class))
                .list();
    }
}
