package musubi.broadcast.opens;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.broadcast.opens.Opens.OfVariant;
import musubi.broadcast.opens.Opens.Untold;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code line_unit} and {@code broadcast_unit}. */
@Component
final class UnitRepository {

    private final JdbcClient jdbc;

    UnitRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Names of a broadcast's variants, in their order; empty where there is none for a variant. */
    List<Optional<String>> names(UUID broadcast) {
        return jdbc.sql("select name from broadcast_unit where broadcast_id = ? order by variant")
                .param(broadcast)
                .query((row, _) -> Optional.ofNullable(row.getString("name")))
                .list();
    }

    /** Only one transaction at a time decides on names of a connection. */
    void lock(UUID connectionId) {
        jdbc.sql("select 1 from connection where id = ? for no key update")
                .param(connectionId)
                .query(Integer.class)
                .optional();
    }

    /** Names that were decided on since a moment. */
    int decidedSince(UUID connectionId, Instant since) {
        return jdbc.sql("select count(*) from line_unit where connection_id = ? and decided_at >= ?")
                .params(connectionId, SqlTime.of(since))
                .query(Integer.class)
                .single();
    }

    /** Names of broadcasts that will be sent, of which nothing was yet: LINE does not know these names. */
    int unused(UUID connectionId) {
        return jdbc.sql("""
                select count(*) from line_unit u where u.connection_id = ? and exists (
                        select from broadcast_unit b join delivery d on d.id = b.broadcast_id
                        where b.connection_id = u.connection_id and b.name = u.name and d.ended_at is null)
                    and not exists (
                        select from broadcast_unit b join delivery d on d.id = b.broadcast_id
                        where b.connection_id = u.connection_id and b.name = u.name and d.started_at is not null)
                """).param(connectionId).query(Integer.class).single();
    }

    /** The newest shared name under which something was sent since a moment. */
    Optional<String> sharedSince(UUID connectionId, Instant since) {
        return jdbc.sql("""
                select u.name from line_unit u join broadcast_unit b using (connection_id, name) join delivery d on d.id = b.broadcast_id
                where u.connection_id = ? and u.shared and d.started_at >= ? order by d.started_at desc limit 1
                """)
                .params(connectionId, SqlTime.of(since))
                .query(String.class)
                .optional();
    }

    void add(UUID connectionId, String name, boolean shared, Instant now) {
        jdbc.sql("""
                insert into line_unit (connection_id, name, shared, decided_at) values (?, ?, ?, ?)
                on conflict (connection_id, name) do update set ended = false
                """).params(connectionId, name, shared, SqlTime.of(now)).update();
    }

    void carry(UUID broadcast, int variant, UUID connectionId, Optional<String> name) {
        jdbc.sql("""
                insert into broadcast_unit (broadcast_id, variant, connection_id, name) values (:broadcast, :variant, :connection, :name)
                """)
                .param("broadcast", broadcast)
                .param("variant", variant)
                .param("connection", connectionId)
                .param("name", name.orElse(null), Types.VARCHAR)
                .update();
    }

    void forget(UUID broadcast) {
        jdbc.sql("delete from broadcast_unit where broadcast_id = ?")
                .param(broadcast)
                .update();
    }

    /** Forgets the names of broadcasts that are gone. Only under {@link #lock}. */
    void forgetUnused(UUID connectionId) {
        jdbc.sql("""
                delete from line_unit u where u.connection_id = ? and not exists (
                    select from broadcast_unit b where b.connection_id = u.connection_id and b.name = u.name)
                """).param(connectionId).update();
    }

    /** What LINE has said, by broadcast. */
    Map<UUID, Opens> opens(Collection<UUID> broadcasts) {
        Map<UUID, List<OfVariant>> found = new HashMap<>();
        if (!broadcasts.isEmpty()) {
            jdbc.sql("""
                    select b.broadcast_id, b.variant, b.name, u.shared, u.opened, u.clicked, u.as_of, u.ended
                    from broadcast_unit b left join line_unit u using (connection_id, name)
                    where b.broadcast_id = any (?) order by b.broadcast_id, b.variant
                    """).param(broadcasts.toArray(UUID[]::new)).query(row -> {
                found.computeIfAbsent(row.getObject("broadcast_id", UUID.class), _ -> new ArrayList<>())
                        .add(variant(row));
            });
        }
        Map<UUID, Opens> opens = new HashMap<>();
        found.forEach((id, variants) -> opens.put(id, new Opens(variants)));
        return opens;
    }

    private static OfVariant variant(ResultSet row) throws SQLException {
        var asOf = SqlTime.optionalInstant(row, "as_of");
        var opened = number(row, "opened");
        var shared = row.getBoolean("shared");
        var untold = row.getString("name") == null
                ? Untold.NO_NAME
                : shared
                        ? Untold.SHARED
                        : asOf.isEmpty() ? Untold.NOT_YET : opened.isEmpty() ? Untold.FEWER_THAN_20 : null;
        return new OfVariant(
                row.getInt("variant"),
                shared ? OptionalLong.empty() : opened,
                shared ? opened : OptionalLong.empty(),
                shared ? OptionalLong.empty() : number(row, "clicked"),
                Optional.ofNullable(untold),
                asOf,
                row.getBoolean("ended"));
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        var number = row.getObject(column, Long.class);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /**
     * A unit that LINE is to be asked about.
     *
     * @param from the first day on which something was sent under it
     * @param endedAt when the last of its deliveries ended; empty: not all have
     */
    record Due(UUID connectionId, String name, LocalDate from, Optional<Instant> endedAt) {}

    /**
     * Of each connection the unit that has waited the longest.
     *
     * @param askedBefore connections that were asked about later are left out
     * @param sentBefore units under which nothing was sent before are left out
     */
    List<Due> due(Instant now, Instant askedBefore, Instant sentBefore) {
        return jdbc.sql("""
                select distinct on (u.connection_id) u.connection_id, u.name, min(d.started_at) as started_at,
                    case when bool_and(d.ended_at is not null) then max(d.ended_at) end as ended_at
                from line_unit u join broadcast_unit b using (connection_id, name) join delivery d on d.id = b.broadcast_id
                where not u.ended and (u.next_at is null or u.next_at <= :now) and d.started_at is not null
                    and not exists (select from line_unit o where o.connection_id = u.connection_id and o.asked_at > :asked)
                group by u.connection_id, u.name, u.next_at
                having min(d.started_at) < :sent
                order by u.connection_id, coalesce(u.next_at, min(d.started_at)), u.name
                """)
                .param("now", SqlTime.of(now))
                .param("asked", SqlTime.of(askedBefore))
                .param("sent", SqlTime.of(sentBefore))
                .query((row, _) -> new Due(
                        row.getObject("connection_id", UUID.class),
                        row.getString("name"),
                        LocalDate.ofInstant(SqlTime.instant(row, "started_at"), UnitNames.ZONE),
                        SqlTime.optionalInstant(row, "ended_at")))
                .list();
    }

    /**
     * Notes that LINE is asked, before it is: another node, or this one after a crash, does not ask too soon.
     *
     * @return whether it may be asked
     */
    boolean asking(Due due, Instant now, Instant askedBefore, Instant next) {
        return jdbc.sql("""
                        update line_unit set asked_at = :now, next_at = :next where connection_id = :connection and name = :name
                            and not exists (
                                select from line_unit o where o.connection_id = :connection and o.asked_at > :asked)
                        """)
                        .param("connection", due.connectionId())
                        .param("name", due.name())
                        .param("now", SqlTime.of(now))
                        .param("next", SqlTime.of(next))
                        .param("asked", SqlTime.of(askedBefore))
                        .update()
                == 1;
    }

    /**
     * LINE did not say anything.
     *
     * @param ended whether it is not asked again
     */
    void untold(Due due, boolean ended, Instant next) {
        jdbc.sql("update line_unit set next_at = ?, ended = ? where connection_id = ? and name = ?")
                .params(SqlTime.of(next), ended, due.connectionId(), due.name())
                .update();
    }

    /** @param ended whether LINE changes it no more */
    void told(Due due, OptionalLong opened, OptionalLong clicked, boolean ended, Instant now, Instant next) {
        jdbc.sql("""
                update line_unit set opened = :opened, clicked = :clicked, as_of = :now, next_at = :next, ended = :ended
                where connection_id = :connection and name = :name
                """)
                .param("connection", due.connectionId())
                .param("name", due.name())
                .param("opened", opened.isPresent() ? opened.getAsLong() : null, Types.BIGINT)
                .param("clicked", clicked.isPresent() ? clicked.getAsLong() : null, Types.BIGINT)
                .param("now", SqlTime.of(now))
                .param("next", SqlTime.of(next))
                .param("ended", ended)
                .update();
    }
}
