package musubi.link;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Custom links in the database. */
@Component
class LinkRepository {

    private final JdbcClient jdbc;

    LinkRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Link> find(String id) {
        return jdbc.sql("select * from link where id = ?")
                .param(id)
                .query((row, ignored) -> link(row))
                .optional();
    }

    Map<String, String> titles(Collection<String> ids) {
        return jdbc
                .sql("select id, title from link where id = any (?)")
                .param(ids.toArray(String[]::new))
                .query((row, ignored) -> Map.entry(row.getString("id"), row.getString("title")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The oldest first. */
    List<Link> of(UUID connectionId) {
        return jdbc.sql("select * from link where connection_id = ? order by created_at, id")
                .param(connectionId)
                .query((row, ignored) -> link(row))
                .list();
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getString("id"),
                row.getObject("connection_id", UUID.class),
                row.getString("title"),
                Optional.ofNullable(row.getString("original_source")).map(OriginalSource::valueOf),
                Optional.ofNullable(row.getString("page_after")).map(URI::create),
                row.getBoolean("enabled"),
                SqlTime.instant(row, "created_at"));
    }

    /** How many the connection has; others cannot add any until the transaction ends. */
    int lockedCount(UUID connectionId) {
        jdbc.sql("select id from connection where id = ? for no key update")
                .param(connectionId)
                .query(UUID.class)
                .list();
        return jdbc.sql("select count(*) from link where connection_id = ?")
                .param(connectionId)
                .query(Integer.class)
                .single();
    }

    /** False when the connection is gone. */
    boolean insert(Link link) {
        return jdbc.sql("""
                        insert into link (id, connection_id, title, original_source, page_after, enabled, created_at)
                        select :id, connection.id, :title, :originalSource, :pageAfter, :enabled, :createdAt
                        from connection where connection.id = :connection
                        """)
                        .param("id", link.id())
                        .param("connection", link.connectionId())
                        .param("title", link.title())
                        .param(
                                "originalSource",
                                link.originalSource().map(Enum::name).orElse(null))
                        .param("pageAfter", link.pageAfter().map(URI::toString).orElse(null))
                        .param("enabled", link.enabled())
                        .param("createdAt", SqlTime.of(link.createdAt()))
                        .update()
                > 0;
    }

    void update(Link link) {
        jdbc.sql("""
                update link set title = :title, original_source = :originalSource, page_after = :pageAfter,
                    enabled = :enabled
                where id = :id
                """)
                .param("id", link.id())
                .param("title", link.title())
                .param("originalSource", link.originalSource().map(Enum::name).orElse(null))
                .param("pageAfter", link.pageAfter().map(URI::toString).orElse(null))
                .param("enabled", link.enabled())
                .update();
    }

    /** Whether it was there. */
    boolean delete(String id) {
        return jdbc.sql("delete from link where id = ?").param(id).update() > 0;
    }
}
