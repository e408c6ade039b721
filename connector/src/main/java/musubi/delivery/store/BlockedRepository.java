package musubi.delivery.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import musubi.delivery.BlockedCounts;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was taken into deliveries that have ended, by keyed hashes, and how many of them block the account since. */
@Component
public final class BlockedRepository {

    private static final String GIVEN = """
            with given as (
                select * from unnest(:ids::uuid[], :hashes::bigint[], :first::boolean[]) as given (delivery_id, person_hash, first)
            )
            """;

    private final JdbcClient jdbc;

    BlockedRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** A delivery whose people are still known by their hashes, and whose first message has gone out. */
    public record Watched(UUID id, byte[] peopleKey, Instant startedAt, Optional<Instant> endedAt) {

        @Override
        public String toString() {
            return "Watched[" + id + "]";
        }
    }

    /** A person in a delivery. */
    public record PersonKey(UUID deliveryId, long hash) {}

    /** Those of a connection. */
    public List<Watched> watched(UUID connectionId) {
        return jdbc.sql("""
                        select id, people_key, started_at, ended_at from delivery
                        where connection_id = ? and people_key is not null and started_at is not null
                        """)
                .param(connectionId)
                .query((row, _) -> new Watched(
                        row.getObject("id", UUID.class),
                        row.getBytes("people_key"),
                        SqlTime.instant(row, "started_at"),
                        SqlTime.optionalInstant(row, "ended_at")))
                .list();
    }

    /**
     * Counts those who are in the deliveries, and deletes them there, in the caller's transaction. Deliveries are locked before their people,
     * as everywhere, and in the order of their ids.
     *
     * @param people whether each counts for the first day, too
     */
    public void count(Map<PersonKey, Boolean> people) {
        var given = List.copyOf(people.entrySet());
        var ids = given.stream().map(each -> each.getKey().deliveryId()).toArray(UUID[]::new);
        var hashes = given.stream().mapToLong(each -> each.getKey().hash()).toArray();
        var first = given.stream().map(Map.Entry::getValue).toArray(Boolean[]::new);
        var found = jdbc.sql(
                        GIVEN
                                + "select distinct delivery_id from delivery_person join given using (delivery_id, person_hash)")
                .param("ids", ids)
                .param("hashes", hashes)
                .param("first", first)
                .query(UUID.class)
                .list();
        if (found.isEmpty()) {
            return;
        }
        jdbc.sql("select id from delivery where id = any (?) order by id for update")
                .param(found.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
        jdbc.sql(GIVEN + """
                , gone as (
                    delete from delivery_person using given
                    where delivery_person.delivery_id = given.delivery_id and delivery_person.person_hash = given.person_hash
                    returning given.delivery_id, first
                ), counted as (
                    select delivery_id, count(*) as people, count(*) filter (where first) as first from gone group by delivery_id
                )
                update delivery set blocked_72h = blocked_72h + people, blocked_24h = blocked_24h + first
                from counted where id = delivery_id
                """)
                .param("ids", ids)
                .param("hashes", hashes)
                .param("first", first)
                .update();
    }

    /** Those of which it is counted. */
    public Map<UUID, BlockedCounts> counts(Collection<UUID> ids) {
        return jdbc
                .sql("select id, blocked_24h, blocked_72h from delivery where id = any (?) and blocked_72h is not null")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject("id", UUID.class),
                        new BlockedCounts(row.getLong("blocked_24h"), row.getLong("blocked_72h"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Deliveries that ended before, whose people are still known. */
    public List<UUID> endedBefore(Instant before) {
        return jdbc.sql("select id from delivery where people_key is not null and ended_at < ?")
                .param(SqlTime.of(before))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Returns how many it deleted. */
    public int deletePeople(UUID delivery, int limit) {
        return jdbc.sql("""
                        delete from delivery_person
                        where ctid = any (array(select ctid from delivery_person where delivery_id = ? limit ?))
                        """).params(delivery, limit).update();
    }

    /** Deletes the key of the people of a delivery, if it has not gone on meanwhile. */
    public void deleteKey(UUID delivery, Instant before) {
        jdbc.sql("update delivery set people_key = null where id = ? and ended_at < ?")
                .params(delivery, SqlTime.of(before))
                .update();
    }
}
