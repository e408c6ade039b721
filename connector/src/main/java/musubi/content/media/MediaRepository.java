package musubi.content.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.content.MediumPlace;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Media and their pieces in the database. */
@Component
public class MediaRepository {

    /** Bytes of a piece; the last one of a file is shorter. */
    static final int CHUNK = 256 << 10;

    private final JdbcClient jdbc;

    MediaRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How much a connection has, hidden ones included. */
    public record Total(long count, long bytes) {}

    public Total total(UUID connectionId) {
        return jdbc.sql("select count(*), coalesce(sum(stored_bytes), 0) from medium where connection_id = ?")
                .param(connectionId)
                .query((row, ignored) -> new Total(row.getLong(1), row.getLong(2)))
                .single();
    }

    /**
     * Adds a medium without its files.
     *
     * @param storedBytes of all its files
     * @return false when the connection is gone
     */
    public boolean insert(StoredMedium medium, long storedBytes) {
        return jdbc.sql("""
                        insert into medium (id, connection_id, content_type, width, height, bytes, stored_bytes, duration_ms, created_at)
                        select :id, connection.id, :type, :width, :height, :bytes, :stored, :duration, :createdAt
                        from connection where connection.id = :connection
                        """)
                        .param("id", medium.id())
                        .param("connection", medium.connectionId())
                        .param("type", medium.contentType())
                        .param("width", medium.width())
                        .param("height", medium.height())
                        .param("bytes", medium.bytes())
                        .param("stored", storedBytes)
                        .param(
                                "duration",
                                medium.duration().map(Duration::toMillis).orElse(null))
                        .param("createdAt", SqlTime.of(medium.createdAt()))
                        .update()
                > 0;
    }

    /** Adds a file, a piece at a time. */
    public void insert(UUID mediumId, MadeFile file) {
        var id = jdbc.sql("""
                        insert into medium_file (medium_id, size, content_type, bytes) values (?, ?, ?, ?) returning id
                        """)
                .params(mediumId, file.size().segment(), file.contentType(), file.bytes())
                .query(Long.class)
                .single();
        try (InputStream in = Files.newInputStream(file.path())) {
            var number = 0;
            for (var piece = in.readNBytes(CHUNK); piece.length > 0; piece = in.readNBytes(CHUNK)) {
                jdbc.sql("insert into medium_chunk (file_id, number, content) values (?, ?, ?)")
                        .params(id, number, piece)
                        .update();
                number++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<StoredMedium> find(UUID id) {
        return jdbc.sql("select * from medium where id = ? and not hidden")
                .param(id)
                .query((row, ignored) -> medium(row))
                .optional();
    }

    /** The newest first. */
    public List<StoredMedium> of(UUID connectionId, Optional<MediumPlace> after, int limit) {
        var page = "order by created_at desc, id desc limit :limit";
        var library = "select * from medium where connection_id = :connection and not hidden ";
        var query = after.map(place -> jdbc.sql(library + "and (created_at, id) < (:createdAt, :id) " + page)
                        .param("createdAt", SqlTime.of(place.createdAt()))
                        .param("id", place.id()))
                .orElseGet(() -> jdbc.sql(library + page));
        return query.param("connection", connectionId)
                .param("limit", limit)
                .query((row, ignored) -> medium(row))
                .list();
    }

    private static StoredMedium medium(ResultSet row) throws SQLException {
        return new StoredMedium(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                row.getString("content_type"),
                row.getInt("width"),
                row.getInt("height"),
                row.getLong("bytes"),
                Optional.ofNullable(row.getObject("duration_ms", Long.class)).map(Duration::ofMillis),
                SqlTime.instant(row, "created_at"));
    }

    /** Marks them, and returns how many there are; from then on they are not deleted. */
    public int used(Collection<UUID> ids) {
        var all = ids.toArray(UUID[]::new);
        jdbc.sql("update medium set used = true where id = any (?) and not used")
                .param(all)
                .update();
        return jdbc.sql("select count(*) from medium where id = any (?) and used")
                .param(all)
                .query(Integer.class)
                .single();
    }

    /** Deletes it with its files, unless it was used; whether it was there. */
    public boolean deleteUnused(UUID id) {
        return jdbc.sql("delete from medium where id = ? and not used")
                        .param(id)
                        .update()
                > 0;
    }

    /** Takes it out of the library; whether it was there. */
    public boolean hide(UUID id) {
        return jdbc.sql("update medium set hidden = true where id = ? and not hidden")
                        .param(id)
                        .update()
                > 0;
    }

    /** A file of a medium, also of a hidden one. */
    Optional<StoredFile> file(UUID mediumId, MediumSize size) {
        return jdbc.sql("select id, content_type, bytes from medium_file where medium_id = ? and size = ?")
                .params(mediumId, size.segment())
                .query((row, ignored) ->
                        new StoredFile(row.getLong("id"), row.getString("content_type"), row.getLong("bytes")))
                .optional();
    }

    /**
     * Bytes of a file.
     *
     * @param most that are read; fewer come at the end of a piece
     * @return empty when the file has been deleted, or ends before
     */
    Optional<byte[]> read(long fileId, long offset, int most) {
        return jdbc.sql("select substring(content from ? for ?) from medium_chunk where file_id = ? and number = ?")
                .params((int) (offset % CHUNK) + 1, most, fileId, (int) (offset / CHUNK))
                .query((row, ignored) -> row.getBytes(1))
                .optional()
                .filter(bytes -> bytes.length > 0);
    }
}
