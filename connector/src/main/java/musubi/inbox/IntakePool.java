package musubi.inbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Database connections for what arrives alone: however many pages, calls and batches wait for one of the others, an event
 * finds its own.
 */
final class IntakePool implements AutoCloseable {

    /** One writes; another takes its place while the database is found to have dropped it. */
    static final int SIZE = 2;

    /** Less than the patience of those who wait for the write. */
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);

    private final HikariDataSource pool;

    private IntakePool(HikariDataSource pool) {
        this.pool = pool;
    }

    /** To the same database in the same way. */
    static IntakePool beside(DataSource main) {
        try {
            var configuration = new HikariConfig();
            main.unwrap(HikariDataSource.class).copyStateTo(configuration);
            configuration.setPoolName("intake");
            configuration.setMaximumPoolSize(SIZE);
            configuration.setMinimumIdle(1);
            configuration.setConnectionTimeout(TIMEOUT.toMillis());
            configuration.setValidationTimeout(TIMEOUT.toMillis() / 2);
            return new IntakePool(new HikariDataSource(configuration));
        } catch (SQLException e) {
            throw new IllegalStateException("the database is not reached by HikariCP, whose settings are needed", e);
        }
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
