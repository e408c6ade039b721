package musubi.inbox.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import musubi.inbox.PortalOwnership;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Ownership as a session-level advisory lock of PostgreSQL: it ends in the moment the node's database connection does, so the portals
 * of a killed node need no time-out to be taken over (docs/adr/0005).
 */
@Component
final class PostgresPortalOwnership implements PortalOwnership, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresPortalOwnership.class);

    /** Separates these locks from others in the same database. */
    private static final int LOCK_CLASS = 0x4d55_5355;

    private static final int ALIVE_SECONDS = 2;

    private final DataSource dataSource;
    private final Set<Long> owned = new HashSet<>();
    private @Nullable Connection session;

    PostgresPortalOwnership(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public synchronized boolean own(long portalId) {
        try {
            var open = session();
            if (owned.contains(portalId)) {
                return true;
            }
            try (var statement = open.prepareStatement("select pg_try_advisory_lock(?, hashint8(?))")) {
                statement.setInt(1, LOCK_CLASS);
                statement.setLong(2, portalId);
                try (var result = statement.executeQuery()) {
                    if (result.next() && result.getBoolean(1)) {
                        owned.add(portalId);
                        return true;
                    }
                }
            }
        } catch (SQLException e) {
            LOG.warn("cannot ask who owns portal {}: {}", portalId, e.getSQLState());
            abandon();
        }
        return false;
    }

    private Connection session() throws SQLException {
        var open = session;
        if (open != null && open.isValid(ALIVE_SECONDS)) {
            return open;
        }
        abandon();
        open = dataSource.getConnection();
        open.setAutoCommit(true);
        session = open;
        return open;
    }

    /** A session that may still hold locks must not go back to the pool. */
    private void abandon() {
        owned.clear();
        var open = session;
        session = null;
        if (open == null) {
            return;
        }
        try (open) {
            if (open.isValid(ALIVE_SECONDS)) {
                try (var statement = open.createStatement()) {
                    statement.execute("select pg_advisory_unlock_all()");
                }
            }
        } catch (SQLException e) {
            LOG.debug("the session was gone already: {}", e.getSQLState());
        }
    }

    @Override
    public synchronized void destroy() {
        abandon();
    }
}
