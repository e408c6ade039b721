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
 * What is to be done once for all nodes, and not to be forgotten over a restart: each job's next time is a row of the
 * database, taken by one node (db-scheduler). The jobs have a small pool of their own; one that fails is told and done
 * again at its next time.
 *
 * @see <a href="https://github.com/kagkarlsson/db-scheduler">db-scheduler</a>
 */
@Component
public class DurableJobs implements SmartLifecycle {

    private static final int THREADS = 4;
    private static final Duration POLLING = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofDays(1);
    /** Not all at the same moment of the day. */
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
     * Adds one; to be called before the application has started.
     *
     * @param name of the job, for good: rows of the database name it
     * @param pause from the end of each time to the next; not exact, and at least 10 s
     */
    public synchronized void every(Duration pause, String name, Runnable work) {
        recurring.add(Tasks.recurring(name, FixedDelay.of(pause)).execute((_, _) -> run(name, work)));
    }

    /**
     * Adds one that is done for each of many things, about once a day each, at times of their own.
     *
     * @param work false when that thing is no more: it is not asked for again
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

    /** There is such a thing from now on: the job {@link #daily} is first done for it within a day. Asks the database. */
    public void also(String name, String thing) {
        var running = current();
        if (running != null) {
            var first = Instant.now().plus(DAY.dividedBy(24).plusMillis(upTo(DAY.minus(JITTER))));
            running.scheduleIfNotExists(new TaskInstance<Void>(name, thing), first);
        }
    }

    private synchronized @Nullable Scheduler current() {
        return scheduler;
    }

    private static Instant nextDay(Instant now) {
        return now.plus(DAY).minus(JITTER.dividedBy(2)).plusMillis(upTo(JITTER));
    }

    private static long upTo(Duration most) {
        return ThreadLocalRandom.current().nextLong(most.toMillis());
    }

    private static void run(String name, Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) { // told here, in our words; its time comes again
            WorkerFailures.tell(name, failure);
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
                .shutdownMaxWait(PATIENCE)
                .build();
        started.start();
        scheduler = started;
    }

    /** The first to stop: what is under way has five seconds. */
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
