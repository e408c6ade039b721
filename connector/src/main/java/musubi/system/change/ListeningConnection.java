package musubi.system.change;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A connection outside of the pool, over which PostgreSQL sends the names of tables that have changed. */
final class ListeningConnection implements AutoCloseable {

    static final String CHANNEL = "musubi";
    /** In PostgreSQL's list of connections. */
    static final String NAME = "musubi-changes";

    /** Of a notification that a node sends to itself. */
    private static final String PROBE = "probe ";

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
    private static final String CONNECT_SECONDS = "5";
    /** Of an answer to a statement; waiting for notifications has its own time. */
    private static final String ANSWER_SECONDS = "10";

    private final Connection connection;
    private final PGConnection notifications;

    private ListeningConnection(Connection connection) throws SQLException {
        this.connection = connection;
        this.notifications = connection.unwrap(PGConnection.class);
    }

    /** Connects as the pool does, to another address if one is given, and listens from now on. */
    static ListeningConnection open(HikariDataSource pool, @Nullable String url) throws SQLException {
        var properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        if (pool.getUsername() != null) {
            properties.setProperty("user", pool.getUsername());
        }
        if (pool.getPassword() != null) {
            properties.setProperty("password", pool.getPassword());
        }
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", ANSWER_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", NAME);
        var connection =
                DriverManager.getConnection(url == null ? Objects.requireNonNull(pool.getJdbcUrl()) : url, properties);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            return new ListeningConnection(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Whether what is sent over the pool arrives here. Behind a pooler in transaction mode it does not: the connection that listens there
     * is given to somebody else after each statement.
     */
    boolean hears(HikariDataSource pool) throws SQLException {
        var probe = PROBE + UUID.randomUUID();
        try (var other = pool.getConnection();
                var notify = other.prepareStatement("select pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, probe);
            notify.execute();
        }
        var end = System.nanoTime() + PROBE_TIMEOUT.toNanos();
        for (var left = PROBE_TIMEOUT.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            if (payloads((int) left).contains(probe)) {
                return true;
            }
        }
        return false;
    }

    /** Waits at most so long for notifications: the tables that have changed. */
    List<String> await(Duration patience) throws SQLException {
        return payloads((int) patience.toMillis()).stream()
                .filter(payload -> !payload.startsWith(PROBE))
                .distinct()
                .toList();
    }

    /** Asks the database for an answer; notifications do not tell that the way to it is cut. */
    void check() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private List<String> payloads(int millis) throws SQLException {
        var payloads = new ArrayList<String>();
        var arrived = notifications.getNotifications(Math.max(1, millis));
        if (arrived != null) {
            for (var one : arrived) {
                payloads.add(one.getParameter());
            }
        }
        return payloads;
    }

    /** From any thread; whoever waits gets an exception. */
    @Override
    public void close() throws SQLException {
        connection.abort(Runnable::run);
    }
}
