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
 * Jobs that each process runs again and again for itself: gauges, counters in memory, portals that it owns. Each job has its own thread,
 * so that a job that hangs does not block others, and goes on after any failure. Jobs that run on one node only are in {@link DurableJobs}.
 */
@Component
public class LocalJobs implements SmartLifecycle {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private record Job(String name, Duration pause, Runnable work) {}

    private final List<Job> jobs = new CopyOnWriteArrayList<>();
    private final List<ScheduledExecutorService> running = new ArrayList<>();

    /**
     * Adds a job. Must be called before the application has started.
     *
     * @param pause before the first run, and from the end of a run to the start of the next one
     * @param name of the job, and its label in metrics
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
        } catch (Throwable failure) { // an exception would end the job for good
            WorkerFailures.record(job.name(), failure);
        }
    }

    /** Waits until all running jobs have ended, but at most five seconds in total. */
    @Override
    public synchronized void stop() {
        running.forEach(ScheduledExecutorService::shutdown);
        var end = System.nanoTime() + STOP_TIMEOUT.toNanos();
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
