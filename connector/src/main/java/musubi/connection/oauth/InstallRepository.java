package musubi.connection.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Install;
import musubi.connection.Install.Failure;
import musubi.connection.Install.State;
import musubi.system.SqlTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The installations in the database, with hashes in the place of secrets. */
@Component
public final class InstallRepository {

    /**
     * One installation.
     *
     * @param connectionId the connection that is to use the app once it is installed
     * @param browserHash of the secret that the browser with the open link has; null before the link is opened
     */
    public record Row(Install install, Optional<UUID> connectionId, byte @Nullable [] browserHash, Instant expiresAt) {}

    private final JdbcClient jdbc;

    InstallRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an installation that waits for its link to be opened. */
    public void insert(UUID id, byte[] linkHash, Optional<UUID> connectionId, Instant expiresAt) {
        jdbc.sql("""
                insert into hubspot_install (id, link_hash, state, connection_id, expires_at)
                values (:id, :link, 'WAITING', :connection, :expiresAt)
                """)
                .param("id", id)
                .param("link", linkHash)
                .param("connection", connectionId.orElse(null))
                .param("expiresAt", SqlTime.of(expiresAt))
                .update();
    }

    /** Deletes installations that expired before a time. */
    public void deleteExpiredBefore(Instant moment) {
        jdbc.sql("delete from hubspot_install where expires_at < :moment")
                .param("moment", SqlTime.of(moment))
                .update();
    }

    /** One installation. */
    public Optional<Row> find(UUID id) {
        return read("id", id);
    }

    /** By the hash of its link's secret. */
    public Optional<Row> findByLink(byte[] hash) {
        return read("link_hash", hash);
    }

    /** By the hash of its OAuth state. */
    public Optional<Row> findByState(byte[] hash) {
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
                SqlTime.instant(row, "expires_at"));
    }

    /** Binds the installation to a browser; false when it has been bound to another one in the meantime. */
    public boolean open(UUID id, byte @Nullable [] oldBrowser, byte[] browser, byte[] state) {
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

    /** Makes the state invalid; false when it was invalid already. */
    public boolean consumeState(UUID id, byte[] state) {
        return jdbc.sql("""
                        update hubspot_install set state_hash = null
                        where id = :id and state = 'WAITING' and state_hash = :state
                        """).param("id", id).param("state", state).update() > 0;
    }

    /** Stores how an installation ended. */
    public void end(Install install) {
        jdbc.sql("update hubspot_install set state = :state, portal_id = :portal, problem = :problem where id = :id")
                .param("id", install.id())
                .param("state", install.state().name())
                .param("portal", install.portalId().orElse(null))
                .param("problem", install.problem().map(Enum::name).orElse(null))
                .update();
    }
}
