package musubi.system;

import io.micrometer.core.instrument.Metrics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Reports unexpected failures of threads that must not end, and of those that did: with the stack trace in the log and as {@code
 * musubi_worker_failures_total}, so that a bug can be told from an unavailable database. Static, and counted in Micrometer's global
 * registry, since some of these threads run before the application context exists.
 */
public final class WorkerFailures {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerFailures.class);
    private static final Duration REPEAT_AFTER = Duration.ofSeconds(30);
    private static final int MAX_FRAMES = 40;
    private static final int MAX_CAUSES = 4;

    /** The database is unavailable. All other refusals of the database are bugs of Musubi. */
    private static final Set<Class<? extends RuntimeException>> OUTAGES = Set.of(
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            CannotCreateTransactionException.class);

    private static final Map<String, Long> LOGGED = new ConcurrentHashMap<>();

    private WorkerFailures() {}

    /**
     * Reports a failure. A failure that repeats is counted each time and logged every 30 s. Messages of exceptions are left out, since they
     * may quote what a friend wrote. That the database is unavailable, or that two transactions waited for each other, is no bug and not counted.
     *
     * @param worker a name from a small, fixed set, since it becomes a label of the metric
     */
    public static void record(String worker, Throwable failure) {
        report(worker, failure, ", it is tried again", "failed unexpectedly and continues");
    }

    /** The same for what nobody caught, so that its thread has ended. */
    public static void ended(Throwable failure) {
        report("thread", failure, "", "has ended by an unexpected failure");
    }

    private static void report(String worker, Throwable failure, String afterConflict, String otherwise) {
        if (failure instanceof ConcurrencyFailureException) {
            if (isNew(worker + " conflict")) {
                LOG.warn(
                        "{}: another transaction was in the way{}: {}",
                        worker,
                        afterConflict,
                        failure.getClass().getSimpleName());
            }
            return;
        }
        if (isOutage(failure)) {
            if (isNew(worker + " outage")) {
                LOG.warn(
                        "{}: the database is unavailable: {}",
                        worker,
                        failure.getClass().getSimpleName());
            }
            return;
        }
        Metrics.counter("musubi.worker.failures", "worker", worker).increment();
        if (isNew(worker + " " + failure.getClass().getName())) {
            LOG.error("{} {}: {}", worker, otherwise, stack(failure));
        }
    }

    private static boolean isOutage(Throwable failure) {
        return OUTAGES.stream().anyMatch(outage -> outage.isInstance(failure))
                || isWithoutConnection(failure.getCause());
    }

    /**
     * The pool says nothing but that the database had ended the connection, as that of a process that was frozen in a transaction: to Spring at the end of a
     * transaction, and to db-scheduler.
     */
    private static boolean isWithoutConnection(@Nullable Throwable cause) {
        return cause instanceof SQLException refused
                && (refused.getSQLState() == null || refused.getSQLState().startsWith("08"));
    }

    private static boolean isNew(String what) {
        var now = System.nanoTime();
        var before = LOGGED.put(what, now);
        if (before == null || now - before > REPEAT_AFTER.toNanos()) {
            return true;
        }
        LOGGED.put(what, before);
        return false;
    }

    private static String stack(Throwable failure) {
        var text = new StringBuilder(one(failure));
        var cause = failure.getCause();
        for (var depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            text.append("\n  caused by ").append(one(cause));
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static String one(Throwable failure) {
        return failure.getClass().getName()
                + Arrays.stream(failure.getStackTrace())
                        .limit(MAX_FRAMES)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
    }
}
