package musubi.inbox.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Database connections for arriving events alone: however many pages, calls and batches wait for one of the others, an arriving event never
 * waits behind them.
 */
final class IntakePool implements AutoCloseable {

    /** One writes; another replaces it while it is found to be broken. */
    static final int SIZE = 2;

    /** Shorter than {@link GroupCommit#TIMEOUT}. */
    private static final Duration TIMEOUT = Duration.ofMillis(1_500);

    private final HikariDataSource pool;

    private IntakePool(HikariDataSource pool) {
        this.pool = pool;
    }

    /** To the same database with the same settings as the main pool. */
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
