package musubi.system;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Jobs that run on one node only, and survive a restart: the next time of each job is a row of the database, which one node takes
 * (db-scheduler). The jobs have a small thread pool of their own. A job that fails is reported and runs again at its next time.
 *
 * @see <a href="https://github.com/kagkarlsson/db-scheduler">db-scheduler</a>
 */
@Component
public class DurableJobs implements SmartLifecycle {

    private static final int THREADS = 4;
    private static final Duration POLLING = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofDays(1);
    /** Spreads daily jobs over time. */
    private static final Duration JITTER = Duration.ofHours(2);

    private final DataSource database;
    private final Duration polling;
    private final List<Task<?>> tasks = new ArrayList<>();
    private final List<RecurringTask<?>> recurring = new ArrayList<>();
    private @Nullable Scheduler scheduler;

    @Autowired
    DurableJobs(DataSource database) {
        this(database, POLLING);
    }

    DurableJobs(DataSource database, Duration polling) {
        this.database = database;
        this.polling = polling;
    }

    /**
     * Adds a job that runs again and again. Must be called before the application has started.
     *
     * @param pause from the end of a run to the start of the next one; not exact, and at least 10 s
     * @param name of the job; it must not change, since rows of the database contain it
     */
    public synchronized void every(Duration pause, String name, Runnable work) {
        recurring.add(Tasks.recurring(name, FixedDelay.of(pause)).execute((_, _) -> run(name, work)));
    }

    /**
     * Adds a job that runs about once a day for each of many objects, for each at its own time. Must be called before the application has
     * started.
     *
     * @param work runs for the id of an object, and returns false when the object no longer exists: it does not run for it again
     */
    public synchronized void daily(String name, Predicate<String> work) {
        tasks.add(Tasks.custom(name, Void.class).execute((instance, _) -> {
            var goesOn = new boolean[] {true};
            run(name, () -> goesOn[0] = work.test(instance.getId()));
            return goesOn[0]
                    ? (done, operations) -> operations.reschedule(done, nextDay(done.getTimeDone()))
                    : new CompletionHandler.OnCompleteRemove<>();
        }));
    }

    /** Schedules a {@link #daily} job for an object, if it is not scheduled yet; it first runs within a day. Queries the database. */
    public void also(String name, String id) {
        var running = current();
        if (running != null) {
            var first = Instant.now().plus(DAY.dividedBy(24).plusMillis(upTo(DAY.minus(JITTER))));
            running.scheduleIfNotExists(new TaskInstance<Void>(name, id), first);
        }
    }

    private synchronized @Nullable Scheduler current() {
        return scheduler;
    }

    private static Instant nextDay(Instant now) {
        return now.plus(DAY).minus(JITTER.dividedBy(2)).plusMillis(upTo(JITTER));
    }

    private static long upTo(Duration max) {
        return ThreadLocalRandom.current().nextLong(max.toMillis());
    }

    private static void run(String name, Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) { // reported here; the job runs again at its next time
            WorkerFailures.record(name, failure);
        }
    }

    @Override
    public synchronized void start() {
        if (recurring.isEmpty() && tasks.isEmpty()) {
            return;
        }
        var started = Scheduler.create(database, tasks)
                .startTasks(recurring)
                .threads(THREADS)
                .pollingInterval(polling)
                .shutdownMaxWait(STOP_TIMEOUT)
                .build();
        started.start();
        scheduler = started;
    }

    /** Stops first at shutdown: running jobs have five seconds to end. */
    @Override
    public void stop() {
        var running = current();
        if (running != null) {
            running.stop();
            synchronized (this) {
                scheduler = null;
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
