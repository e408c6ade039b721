package musubi.tracking;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.system.SqlTime;
import musubi.tracking.OpenBuffer.Opener;
import musubi.tracking.OpenBuffer.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables {@code open_count} and {@code open_person}. Rows are written in the same order by all nodes. */
@Component
class OpenRepository {

    private static final int DELETED_AT_ONCE = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OpenRepository(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** From now on the images of a broadcast are counted. */
    void register(UUID id, UUID connectionId, int variants) {
        jdbc.sql("""
                with there as (
                    insert into tracked (id, connection_id, created_at) values (:id, :connection, :now)
                    on conflict (id) do update set created_at = tracked.created_at returning id
                )
                insert into open_count (tracked_id, variant, loads, people) select id, variant, 0, 0
                from there, unnest(:variants::int[]) as variant on conflict do nothing
                """)
                .param("id", id)
                .param("connection", connectionId)
                .param("now", SqlTime.of(clock.instant()))
                .param("variants", IntStream.range(0, variants).boxed().toArray(Integer[]::new))
                .update();
    }

    /** Loads of what was deleted meanwhile are dropped, and people who opened it before are not counted again. */
    void add(Map<Place, Long> loads, Set<Opener> people) {
        var places = List.copyOf(loads.entrySet());
        var openers = List.copyOf(people);
        transaction.executeWithoutResult(_ -> jdbc.sql("""
                        with there as materialized (
                            select id from tracked where id = any (:ids::uuid[]) order by id for key share
                        ), fresh as (
                            insert into open_person (tracked_id, contact_id, variant, opened_on)
                            select tracked_id, contact_id, variant, date 'epoch' + day::int
                            from unnest(:personIds::uuid[], :contacts::bigint[], :personVariants::int[], :days::bigint[])
                                as person (tracked_id, contact_id, variant, day)
                            where tracked_id in (select id from there) order by tracked_id, contact_id
                            on conflict do nothing returning tracked_id, variant
                        ), added as (
                            select tracked_id, variant, sum(loads) as loads, sum(people) as people from (
                                select tracked_id, variant, loads, 0 as people
                                from unnest(:loadIds::uuid[], :loadVariants::int[], :loads::bigint[]) as load (tracked_id, variant, loads)
                                union all select tracked_id, variant, 0, 1 from fresh) one
                            group by tracked_id, variant
                        ), locked as (
                            select c.tracked_id, c.variant from open_count c join added using (tracked_id, variant)
                            order by c.tracked_id, c.variant for update of c
                        )
                        update open_count c set loads = c.loads + added.loads, people = c.people + added.people
                        from added join locked using (tracked_id, variant)
                        where c.tracked_id = added.tracked_id and c.variant = added.variant
                        """)
                .param(
                        "ids",
                        places.stream().map(one -> one.getKey().id()).distinct().toArray(UUID[]::new))
                .param("personIds", openers.stream().map(Opener::id).toArray(UUID[]::new))
                .param("contacts", openers.stream().map(Opener::contactId).toArray(Long[]::new))
                .param("personVariants", openers.stream().map(Opener::variant).toArray(Integer[]::new))
                .param("days", openers.stream().map(Opener::day).toArray(Long[]::new))
                .param("loadIds", places.stream().map(one -> one.getKey().id()).toArray(UUID[]::new))
                .param(
                        "loadVariants",
                        places.stream().map(one -> one.getKey().variant()).toArray(Integer[]::new))
                .param("loads", places.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .update());
    }

    /** Of each variant of broadcasts whose images are counted. */
    List<EstimatedOpens.OfVariant> of(Collection<UUID> ids) {
        return jdbc.sql("""
                        select tracked_id, variant, loads, people from open_count where tracked_id = any (?) order by tracked_id, variant
                        """)
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> new EstimatedOpens.OfVariant(
                        row.getObject("tracked_id", UUID.class),
                        row.getInt("variant"),
                        row.getLong("people"),
                        row.getLong("loads")))
                .list();
    }

    /** Deletes who opened before a day; the counts stay. @return whether there may be more */
    boolean forgetPeople(LocalDate before) {
        return jdbc.sql("""
                        delete from open_person where ctid = any (array(select ctid from open_person where opened_on < ? limit ?))
                        """).params(before, DELETED_AT_ONCE).update() == DELETED_AT_ONCE;
    }
}
