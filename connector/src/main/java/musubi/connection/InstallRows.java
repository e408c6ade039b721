package musubi.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Install.Failure;
import musubi.connection.Install.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The install links in the database, by the hashes of what is secret about them. */
final class InstallRows {

    /** @param browserHash null before the link is opened */
    record Row(Install install, Optional<UUID> connectionId, byte @Nullable [] browserHash, Instant expiresAt) {}

    private final JdbcClient jdbc;

    InstallRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID id, byte[] linkHash, Optional<UUID> connectionId, Instant expiresAt) {
        jdbc.sql("""
                insert into hubspot_install (id, link_hash, state, connection_id, expires_at)
                values (:id, :link, 'WAITING', :connection, :expiresAt)
                """)
                .param("id", id)
                .param("link", linkHash)
                .param("connection", connectionId.orElse(null))
                .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    void deleteOlderThan(Instant moment) {
        jdbc.sql("delete from hubspot_install where expires_at < :moment")
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Row> find(UUID id) {
        return read("id", id);
    }

    Optional<Row> byLink(byte[] hash) {
        return read("link_hash", hash);
    }

    Optional<Row> byState(byte[] hash) {
        return read("state_hash", hash);
    }

    private Optional<Row> read(String column, Object value) {
        return jdbc.sql("select * from hubspot_install where %s = :value".formatted(column))
                .param("value", value)
                .query((row, number) -> row(row))
                .optional();
    }

    private static Row row(ResultSet row) throws SQLException {
        var install = new Install(
                row.getObject("id", UUID.class),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getObject("portal_id", Long.class)),
                Optional.ofNullable(row.getString("problem")).map(Failure::valueOf));
        return new Row(
                install,
                Optional.ofNullable(row.getObject("connection_id", UUID.class)),
                row.getBytes("browser_hash"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    /** Gives the link to a browser; false when it went to another one in the meantime. */
    boolean open(UUID id, byte @Nullable [] oldBrowser, byte[] browser, byte[] state) {
        return jdbc.sql("""
                        update hubspot_install set browser_hash = :browser, state_hash = :state
                        where id = :id and state = 'WAITING' and browser_hash is not distinct from :old
                        """)
                        .param("id", id)
                        .param("old", oldBrowser, Types.BINARY)
                        .param("browser", browser)
                        .param("state", state)
                        .update()
                > 0;
    }

    /** Uses the state up; false when somebody else did. */
    boolean take(UUID id, byte[] state) {
        return jdbc.sql("""
                        update hubspot_install set state_hash = null
                        where id = :id and state = 'WAITING' and state_hash = :state
                        """).param("id", id).param("state", state).update() > 0;
    }

    void end(Install install) {
        jdbc.sql("update hubspot_install set state = :state, portal_id = :portal, problem = :problem where id = :id")
                .param("id", install.id())
                .param("state", install.state().name())
                .param("portal", install.portalId().orElse(null))
                .param("problem", install.problem().map(Enum::name).orElse(null))
                .update();
    }
}
