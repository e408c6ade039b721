package musubi.system;

import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Where threads that must not end tell what they did not expect, before they go on: with the stack in the log and as
 * {@code musubi_worker_failures_total}, so that a fault of ours does not look like a database that is away. Static, and
 * counted in the global registry, since some of these threads run before there is an application.
 */
public final class WorkerFailures {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerFailures.class);
    private static final Duration TOLD_AGAIN = Duration.ofSeconds(30);
    private static final int FRAMES = 40;
    private static final int CAUSES = 4;

    /** The database is away, or gave up for now. All else that it refuses is a fault of ours. */
    private static final Set<Class<? extends RuntimeException>> OUTAGES = Set.of(
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class,
            RecoverableDataAccessException.class,
            CannotCreateTransactionException.class);

    private static final Map<String, Long> TOLD = new ConcurrentHashMap<>();

    private WorkerFailures() {}

    /**
     * Tells one. A failure that repeats is counted each time and told every half minute. Messages are left out: they may
     * quote what a friend wrote.
     *
     * @param worker a name from a small, fixed set: it becomes a label
     */
    public static void tell(String worker, Throwable failure) {
        if (isOutage(failure)) {
            if (isNews(worker + " outage")) {
                LOG.warn(
                        "{}: the database does not answer: {}",
                        worker,
                        failure.getClass().getSimpleName());
            }
            return;
        }
        Metrics.counter("musubi.worker.failures", "worker", worker).increment();
        if (isNews(worker + " " + failure.getClass().getName())) {
            LOG.error("{} met what it did not expect, and goes on: {}", worker, stack(failure));
        }
    }

    private static boolean isOutage(Throwable failure) {
        return OUTAGES.stream().anyMatch(outage -> outage.isInstance(failure));
    }

    private static boolean isNews(String what) {
        var now = System.nanoTime();
        var before = TOLD.put(what, now);
        if (before == null || now - before > TOLD_AGAIN.toNanos()) {
            return true;
        }
        TOLD.put(what, before);
        return false;
    }

    private static String stack(Throwable failure) {
        var told = new StringBuilder(one(failure));
        var cause = failure.getCause();
        for (var depth = 0; cause != null && depth < CAUSES; depth++) {
            told.append("\n  caused by ").append(one(cause));
            cause = cause.getCause();
        }
        return told.toString();
    }

    private static String one(Throwable failure) {
        return failure.getClass().getName()
                + Arrays.stream(failure.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
    }
}
