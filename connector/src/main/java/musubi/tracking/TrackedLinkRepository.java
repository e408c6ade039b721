package musubi.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.system.SqlTime;
import musubi.tracking.step.ScenarioStep;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code tracked} and {@code tracked_link}: where links lead. */
@Component
class TrackedLinkRepository {

    private final JdbcClient jdbc;
    private final Clock clock;

    TrackedLinkRepository(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The links of a broadcast, or of a step of a scenario. */
    record Found(UUID id, UUID connectionId, Optional<ScenarioStep> step, List<TrackedLink> links) {}

    /** The links of a broadcast from now on. Those of an earlier version of it were never sent. */
    void put(UUID id, UUID connectionId, List<TrackedLink> links) {
        jdbc.sql("""
                        with kept as (
                            insert into tracked (id, connection_id, created_at) values (:id, :connection, :now)
                            on conflict (id) do update set created_at = excluded.created_at
                        ), link as (
                            select * from unnest(:variants::int[], :numbers::int[], :sources::text[], :targets::text[], :titles::text[])
                                as link (variant, number, source, target, title)
                        ), gone as (
                            delete from tracked_link where tracked_id = :id
                                and (variant, number) not in (select variant, number from link)
                        )
                        insert into tracked_link (tracked_id, variant, number, source, target, title) select :id, link.* from link
                        on conflict (tracked_id, variant, number)
                            do update set source = excluded.source, target = excluded.target, title = excluded.title
                        """)
                .param("id", id)
                .param("connection", connectionId)
                .param("now", SqlTime.of(clock.instant()))
                .param("variants", links.stream().map(TrackedLink::variant).toArray(Integer[]::new))
                .param("numbers", links.stream().map(TrackedLink::number).toArray(Integer[]::new))
                .param("sources", links.stream().map(TrackedLink::source).toArray(String[]::new))
                .param("targets", targets(links))
                .param("titles", links.stream().map(TrackedLink::title).toArray(String[]::new))
                .update();
    }

    /**
     * Adds links to those of a step, which all stay: messages that were sent lead on. Others that add some to the same step wait until the
     * caller's transaction ends.
     */
    void add(ScenarioStep step, UUID connectionId, List<TrackedLink> links) {
        jdbc.sql("""
                        insert into tracked (id, connection_id, created_at, scenario_id, step_key)
                        values (:id, :connection, :now, :scenario, :step)
                        on conflict (id) do update set created_at = excluded.created_at
                        """)
                .param("id", step.trackedId())
                .param("connection", connectionId)
                .param("now", SqlTime.of(clock.instant()))
                .param("scenario", step.scenarioId())
                .param("step", step.key())
                .update();
        jdbc.sql("""
                        with known as (select * from tracked_link where tracked_id = :id),
                        fresh as (
                            select source, target, title, row_number() over () + (select coalesce(max(number), 0) from known) as number
                            from (
                                select distinct source, target, title
                                from unnest(:sources::text[], :targets::text[], :titles::text[]) as link (source, target, title)
                                except select source, target, title from known
                            ) as link
                        )
                        insert into tracked_link (tracked_id, variant, number, source, target, title)
                        select :id, 0, number, source, target, title from fresh where number <= :most
                        """)
                .param("id", step.trackedId())
                .param("sources", links.stream().map(TrackedLink::source).toArray(String[]::new))
                .param("targets", targets(links))
                .param("titles", links.stream().map(TrackedLink::title).toArray(String[]::new))
                .param("most", LinkToken.MAX_NUMBER)
                .update();
    }

    private static @Nullable String[] targets(List<TrackedLink> links) {
        return links.stream().map(link -> link.target().orElse(null)).toArray(String[]::new);
    }

    void delete(UUID id) {
        jdbc.sql("delete from tracked where id = ?").param(id).update();
    }

    Optional<Found> find(UUID id) {
        return find(List.of(id)).stream().findFirst();
    }

    List<Found> find(Collection<UUID> ids) {
        Map<UUID, Found> found = new HashMap<>();
        jdbc.sql("""
                        select id, connection_id, scenario_id, step_key, variant, number, source, target, title
                        from tracked join tracked_link on tracked_id = id where id = any (?) order by id, variant, number
                        """).param(ids.toArray(UUID[]::new)).query(row -> {
            var id = row.getObject("id", UUID.class);
            var connectionId = row.getObject("connection_id", UUID.class);
            var stepKey = row.getString("step_key");
            var step = Optional.ofNullable(row.getObject("scenario_id", UUID.class))
                    .map(scenario -> new ScenarioStep(scenario, stepKey));
            found.computeIfAbsent(id, _ -> new Found(id, connectionId, step, new ArrayList<>()))
                    .links()
                    .add(link(row));
        });
        return List.copyOf(found.values());
    }

    private static TrackedLink link(ResultSet row) throws SQLException {
        return new TrackedLink(
                row.getInt("variant"),
                row.getInt("number"),
                row.getString("source"),
                Optional.ofNullable(row.getString("target")),
                row.getString("title"));
    }

    /** Those of them that there are. */
    Set<UUID> existing(Collection<UUID> ids) {
        return new HashSet<>(jdbc.sql("select id from tracked where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    /** Those that were put since a moment, the newest ones. */
    List<UUID> newest(Instant since, int limit) {
        return jdbc.sql("select id from tracked where created_at >= ? order by created_at desc limit ?")
                .params(SqlTime.of(since), limit)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }
}
