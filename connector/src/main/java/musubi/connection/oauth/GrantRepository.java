package musubi.connection.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.connection.store.Vault;
import musubi.connection.store.Vault.WrongMasterKeyException;
import musubi.system.SqlTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The grants in the database, with encrypted tokens. */
@Component
final class GrantRepository {

    private static final Logger LOG = LoggerFactory.getLogger(GrantRepository.class);
    private static final String REFRESH_TOKEN = "refresh_token";
    private static final String ACCESS_TOKEN = "access_token";

    private final JdbcClient jdbc;
    private final Vault vault;

    GrantRepository(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    Optional<Grant> find(long portalId) {
        return read(portalId, "");
    }

    /**
     * Reads a grant and locks its row, for all nodes, until the transaction ends. Another node may hold the lock during a call of
     * HubSpot, a node that crashed until the database notices, and a node that is frozen for two minutes: longer than any call may take.
     *
     * @throws org.springframework.dao.DataAccessException when the lock is not free within 15 s
     */
    Optional<Grant> lock(long portalId) {
        jdbc.sql("""
                        select set_config('lock_timeout', '15s', true),
                            set_config('idle_in_transaction_session_timeout', '120s', true)
                        """).query().singleRow();
        return read(portalId, " for update");
    }

    private Optional<Grant> read(long portalId, String lockClause) {
        return jdbc.sql("select * from hubspot_grant where portal_id = :portal" + lockClause)
                .param("portal", portalId)
                .query((row, number) -> grant(portalId, row))
                .optional()
                .flatMap(found -> found);
    }

    private Optional<Grant> grant(long portalId, ResultSet row) throws SQLException {
        try {
            return Optional.of(new Grant(
                    portalId,
                    row.getString("state").equals("VALID"),
                    vault.decrypt(portalId, REFRESH_TOKEN, row.getBytes(REFRESH_TOKEN)),
                    vault.decrypt(portalId, ACCESS_TOKEN, row.getBytes(ACCESS_TOKEN)),
                    SqlTime.instant(row, "refresh_at"),
                    SqlTime.instant(row, "expires_at"),
                    Set.of((String[]) row.getArray("scopes").getArray()),
                    SqlTime.instant(row, "installed_at")));
        } catch (WrongMasterKeyException e) {
            LOG.error("The grant of portal {} is left out: {}", portalId, e.getMessage());
            return Optional.empty();
        }
    }

    /** By what a grant is known to be another one, without its tokens. */
    record Mark(boolean valid, Instant refreshAt, Instant installedAt) {

        boolean isOf(Grant grant) {
            return valid == grant.valid()
                    && refreshAt.equals(grant.refreshAt())
                    && installedAt.equals(grant.installedAt());
        }
    }

    /** Of those of the portals that have a grant. */
    Map<Long, Mark> marks(Collection<Long> portals) {
        var marks = new HashMap<Long, Mark>();
        jdbc.sql("select portal_id, state, refresh_at, installed_at from hubspot_grant where portal_id = any (?)")
                .param(portals.toArray(Long[]::new))
                .query(row -> {
                    marks.put(
                            row.getLong("portal_id"),
                            new Mark(
                                    row.getString("state").equals("VALID"),
                                    SqlTime.instant(row, "refresh_at"),
                                    SqlTime.instant(row, "installed_at")));
                });
        return marks;
    }

    /** Adds or replaces the grant of a portal. */
    void put(Grant grant) {
        var portalId = grant.portalId();
        jdbc.sql("""
                insert into hubspot_grant (portal_id, state, refresh_token, access_token, refresh_at, expires_at, scopes,
                    installed_at)
                values (:portal, :state, :refreshToken, :accessToken, :refreshAt, :expiresAt, :scopes, :installedAt)
                on conflict (portal_id) do update set
                    state = excluded.state, refresh_token = excluded.refresh_token,
                    access_token = excluded.access_token, refresh_at = excluded.refresh_at,
                    expires_at = excluded.expires_at, scopes = excluded.scopes, installed_at = excluded.installed_at
                """)
                .param("portal", portalId)
                .param("state", grant.valid() ? "VALID" : "REVOKED")
                .param("refreshToken", vault.encrypt(portalId, REFRESH_TOKEN, grant.refreshToken()))
                .param("accessToken", vault.encrypt(portalId, ACCESS_TOKEN, grant.accessToken()))
                .param("refreshAt", SqlTime.of(grant.refreshAt()))
                .param("expiresAt", SqlTime.of(grant.expiresAt()))
                .param("scopes", grant.scopes().stream().sorted().toArray(String[]::new))
                .param("installedAt", SqlTime.of(grant.installedAt()))
                .update();
    }

    /** Prevents others from deleting the grant until the transaction ends; false when there is no valid one. */
    boolean lockAgainstDeletion(long portalId) {
        return jdbc.sql("select 1 from hubspot_grant where portal_id = :portal and state = 'VALID' for share")
                .param("portal", portalId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void delete(long portalId) {
        jdbc.sql("delete from hubspot_grant where portal_id = :portal")
                .param("portal", portalId)
                .update();
    }

    /** The ids of the connections that use the portal's grant. */
    List<UUID> connections(long portalId) {
        return jdbc.sql("select id from connection where portal_id = :portal and hubspot_access_token is null")
                .param("portal", portalId)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }
}
