package musubi.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What this very process does by itself, again and again: gauges, counters kept in memory, portals it owns. Each job has a
 * thread of its own, so that one that hangs holds up no other, and goes on whatever it meets. What is to be done once for
 * all nodes is {@link DurableJobs}'.
 */
@Component
public class LocalJobs implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Job(String name, Duration pause, Runnable work) {}

    private final List<Job> jobs = new CopyOnWriteArrayList<>();
    private final List<ScheduledExecutorService> running = new ArrayList<>();

    /**
     * Adds one; to be called before the application has started.
     *
     * @param name of the job, and its label in metrics
     * @param pause before the first time, and from the end of each to the next
     */
    public void every(Duration pause, String name, Runnable work) {
        jobs.add(new Job(name, pause, work));
    }

    @Override
    public synchronized void start() {
        for (var job : jobs) {
            var executor = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("job-" + job.name()).factory());
            var ignored = executor.scheduleWithFixedDelay(
                    () -> run(job), job.pause().toNanos(), job.pause().toNanos(), TimeUnit.NANOSECONDS);
            running.add(executor);
        }
    }

    private static void run(Job job) {
        try {
            job.work().run();
        } catch (Throwable failure) { // whatever is thrown here would end the job for good
            WorkerFailures.tell(job.name(), failure);
        }
    }

    /** What is under way may end, all within one patience. */
    @Override
    public synchronized void stop() {
        running.forEach(ScheduledExecutorService::shutdown);
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var executor : running) {
            try {
                if (!executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    executor.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                executor.shutdownNow();
            }
        }
        running.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isEmpty();
    }
}
