package musubi.content.saved;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages.Place;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Saved messages in the database. */
@Component
public class SavedMessageRepository {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    SavedMessageRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<SavedMessage> find(UUID id) {
        return jdbc.sql("select * from message where id = ?")
                .param(id)
                .query((row, _) -> message(row))
                .optional();
    }

    /** By id. */
    public Map<UUID, String> names(Collection<UUID> ids) {
        return jdbc
                .sql("select id, name from message where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The oldest first. */
    public List<SavedMessage> list(UUID connectionId, Optional<Place> after, int limit) {
        return jdbc.sql("select * from message where connection_id = :connection "
                        + (after.isPresent() ? "and (created_at, id) > (:time, :id) " : "")
                        + "order by created_at, id limit :limit")
                .param("connection", connectionId)
                .param("time", after.map(place -> SqlTime.of(place.createdAt())).orElse(null))
                .param("id", after.map(Place::id).orElse(null))
                .param("limit", limit)
                .query((row, _) -> message(row))
                .list();
    }

    private static SavedMessage message(ResultSet row) throws SQLException {
        return new SavedMessage(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                row.getString("name"),
                JSON.readTree(row.getString("content")),
                SqlTime.instant(row, "created_at"),
                SqlTime.instant(row, "updated_at"));
    }

    /** How many the connection has; others cannot add any until the transaction ends. */
    public int lockedCount(UUID connectionId) {
        jdbc.sql("select id from connection where id = ? for no key update")
                .param(connectionId)
                .query(UUID.class)
                .list();
        return jdbc.sql("select count(*) from message where connection_id = ?")
                .param(connectionId)
                .query(Integer.class)
                .single();
    }

    /**
     * False when the connection is gone.
     *
     * @throws org.springframework.dao.DuplicateKeyException when another one has that name
     */
    public boolean insert(SavedMessage message) {
        return jdbc.sql("""
                        insert into message (id, connection_id, name, content, created_at, updated_at)
                        select :id, connection.id, :name, cast(:content as json), :createdAt, :updatedAt
                        from connection where connection.id = :connection
                        """)
                        .param("id", message.id())
                        .param("connection", message.connectionId())
                        .param("name", message.name())
                        .param("content", message.content().toString())
                        .param("createdAt", SqlTime.of(message.createdAt()))
                        .param("updatedAt", SqlTime.of(message.updatedAt()))
                        .update()
                > 0;
    }

    /**
     * Name and content; false when it is gone.
     *
     * @throws org.springframework.dao.DuplicateKeyException when another one has that name
     */
    public boolean update(SavedMessage message) {
        return jdbc.sql("""
                        update message set name = :name, content = cast(:content as json), updated_at = :updatedAt
                        where id = :id
                        """)
                        .param("id", message.id())
                        .param("name", message.name())
                        .param("content", message.content().toString())
                        .param("updatedAt", SqlTime.of(message.updatedAt()))
                        .update()
                > 0;
    }

    /** Whether it was there. */
    public boolean delete(UUID id) {
        return jdbc.sql("delete from message where id = ?").param(id).update() > 0;
    }
}
