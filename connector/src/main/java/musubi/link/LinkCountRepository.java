package musubi.link;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.link.LinkCounts.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The counts of links: one row for each link and day. */
@Component
class LinkCountRepository {

    private static final String SUMS = "coalesce(sum(opened), 0) as opened, coalesce(sum(linked), 0) as linked,"
            + " coalesce(sum(declined), 0) as declined, coalesce(sum(created), 0) as created";

    private final JdbcClient jdbc;

    LinkCountRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to the count of a day. Counts of a link or connection that no longer exists are dropped. */
    void add(UUID connectionId, Optional<String> linkId, LocalDate day, Kind kind, long count) {
        var column = switch (kind) {
            case OPENED -> "opened";
            case LINKED -> "linked";
            case DECLINED -> "declined";
            case CREATED -> "created";
        };
        jdbc.sql("""
                insert into link_count (connection_id, link_id, day, %1$s)
                select connection.id, cast(:link as text), :day, :count from connection
                where connection.id = :connection
                    and (cast(:link as text) is null
                        or exists (select 1 from link where link.id = :link and connection_id = :connection))
                on conflict (connection_id, link_id, day) do update set %1$s = link_count.%1$s + excluded.%1$s
                """.formatted(column))
                .param("connection", connectionId)
                .param("link", linkId.orElse(null))
                .param("day", day)
                .param("count", count)
                .update();
    }

    LinkCounts of(UUID connectionId, Optional<String> linkId) {
        return jdbc.sql("select " + SUMS + """
                         from link_count
                        where connection_id = :connection and link_id is not distinct from cast(:link as text)
                        """)
                .param("connection", connectionId)
                .param("link", linkId.orElse(null))
                .query((row, ignored) -> counts(row))
                .single();
    }

    Map<String, LinkCounts> ofLinks(UUID connectionId) {
        return jdbc
                .sql("select link_id, " + SUMS
                        + " from link_count where connection_id = ? and link_id is not null group by link_id")
                .param(connectionId)
                .query((row, ignored) -> Map.entry(row.getString("link_id"), counts(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Map<String, LinkCounts> ofLinks(UUID connectionId, LocalDate from, LocalDate to) {
        return jdbc
                .sql("select link_id, " + SUMS + """
                         from link_count
                        where connection_id = :connection and link_id is not null and day between :from and :to
                        group by link_id
                        """)
                .param("connection", connectionId)
                .param("from", from)
                .param("to", to)
                .query((row, ignored) -> Map.entry(row.getString("link_id"), counts(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Of all links of each connection together, on a day of each. */
    Map<UUID, LinkCounts> on(Map<UUID, LocalDate> days) {
        var connections = days.keySet().stream().toList();
        return jdbc
                .sql("select connection_id, " + SUMS + """
                         from link_count
                        join unnest(?::uuid[], ?::date[]) as asked (id, on_day) on connection_id = id and day = on_day
                        group by connection_id
                        """)
                .params(
                        connections.toArray(UUID[]::new),
                        connections.stream()
                                .map(id -> String.valueOf(days.get(id)))
                                .toArray(String[]::new))
                .query((row, ignored) -> Map.entry(row.getObject("connection_id", UUID.class), counts(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Map<LocalDate, LinkCounts> days(UUID connectionId, Optional<String> linkId, LocalDate from, LocalDate to) {
        return jdbc
                .sql("""
                        select * from link_count
                        where connection_id = :connection and link_id is not distinct from cast(:link as text)
                            and day between :from and :to
                        """)
                .param("connection", connectionId)
                .param("link", linkId.orElse(null))
                .param("from", from)
                .param("to", to)
                .query((row, ignored) -> new LinkDay(row.getObject("day", LocalDate.class), counts(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(LinkDay::day, LinkDay::counts));
    }

    private static LinkCounts counts(ResultSet row) throws SQLException {
        return new LinkCounts(
                row.getLong("opened"), row.getLong("linked"), row.getLong("declined"), row.getLong("created"));
    }
}
