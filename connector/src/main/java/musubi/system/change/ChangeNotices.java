package musubi.system.change;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import musubi.system.WorkerFailures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Tells each {@link ChangeListener} of changes by PostgreSQL's LISTEN and NOTIFY, over one connection of its own. When that connection was
 * cut, it is made again, and then everybody reads everything. Nothing is told with the embedded database, which has one node.
 */
@Component
final class ChangeNotices implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeNotices.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Several transactions of one act. */
    private static final Duration TOGETHER = Duration.ofMillis(20);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Whoever changes the pooler need not restart all nodes. */
    private static final Duration UNHEARD_PAUSE = Duration.ofHours(1);

    private final DataSource database;
    private final @Nullable String url;
    private final boolean needed;
    private final List<ChangeListener> listeners;
    private @Nullable Thread thread;
    private @Nullable CountDownLatch stopped;
    private volatile @Nullable ListeningConnection current;

    @Autowired
    ChangeNotices(
            DataSource database, DatabaseSettings settings, List<ChangeListener> listeners, Environment environment) {
        this.database = database;
        this.url = settings.listenUrl();
        this.needed = StringUtils.hasText(environment.getProperty("spring.datasource.url"));
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public synchronized void start() {
        if (needed && thread == null && database instanceof HikariDataSource pool) {
            var end = new CountDownLatch(1);
            stopped = end;
            thread = Thread.ofPlatform().daemon().name("changes").start(() -> run(pool, end));
        }
    }

    private void run(HikariDataSource pool, CountDownLatch end) {
        var pause = FIRST_PAUSE;
        while (isOpen(end, Duration.ZERO)) {
            try (var connection = ListeningConnection.open(pool, url)) {
                current = connection;
                if (connection.hears(pool)) {
                    pause = FIRST_PAUSE;
                    listen(connection, end);
                } else {
                    LOG.warn("Notifications of the database do not arrive, as behind a pooler in transaction mode:"
                            + " changes of other nodes are seen within 10 s only. With musubi.database.listen-url,"
                            + " the address of the database itself, they are seen at once.");
                    pause = UNHEARD_PAUSE;
                }
            } catch (SQLException e) {
                if (!isOpen(end, Duration.ZERO)) {
                    return;
                }
                LOG.warn("The connection for notifications is cut ({}); changes are looked for meanwhile", state(e));
            } catch (Throwable failure) { // an exception would end it for good
                WorkerFailures.record("changes", failure);
            }
            if (!isOpen(end, pause)) {
                return;
            }
            pause = longer(pause);
        }
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? e.getClass().getSimpleName() : e.getSQLState();
    }

    private void listen(ListeningConnection connection, CountDownLatch end) throws SQLException {
        // what happened before it listened
        tell(_ -> true);
        while (isOpen(end, Duration.ZERO)) {
            var tables = connection.await(PATIENCE);
            if (tables.isEmpty()) {
                connection.check();
            } else if (isOpen(end, TOGETHER)) {
                var all = new HashSet<>(tables);
                all.addAll(connection.await(Duration.ofMillis(1)));
                tell(listener -> contain(all, listener));
            }
        }
    }

    private static boolean contain(Collection<String> tables, ChangeListener listener) {
        return listener.tables().stream().anyMatch(tables::contains);
    }

    private void tell(Predicate<ChangeListener> which) {
        for (var listener : listeners) {
            if (which.test(listener)) {
                try {
                    listener.changed();
                } catch (RuntimeException e) { // it looks by itself too
                    LOG.warn("A change cannot be read now ({})", e.getClass().getSimpleName());
                }
            }
        }
    }

    private static boolean isOpen(CountDownLatch end, Duration patience) {
        try {
            return !end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The thread ends with its connection; nobody waits for it. */
    @Override
    public synchronized void stop() {
        var end = stopped;
        if (end != null) {
            end.countDown();
        }
        var connection = current;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException gone) {
                LOG.debug("The connection for notifications was gone");
            }
        }
        thread = null;
        stopped = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
