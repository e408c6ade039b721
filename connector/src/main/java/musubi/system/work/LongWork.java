package musubi.system.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pieces of work that take a while: each on a thread of its own, once at a time, and not at once again after a failure. Its owner looks for
 * what is to be done and begins it. Thread-safe.
 */
public final class LongWork {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final Clock clock;
    private final Duration longestRest;
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> resting = new ConcurrentHashMap<>();

    /** @param name of its threads */
    public LongWork(String name, Clock clock, Duration longestRest) {
        this.name = name;
        this.clock = clock;
        this.longestRest = longestRest;
    }

    /** Whether it is being done. */
    public boolean isRunning(UUID id) {
        var thread = running.get(id);
        return thread != null && thread.isAlive();
    }

    /** Begins a piece, unless it is being done or rests. Must not be called twice at the same time. */
    public void begin(UUID id, Runnable work) {
        running.values().removeIf(thread -> !thread.isAlive());
        if (!running.containsKey(id) && !isResting(id)) {
            var thread = Thread.ofVirtual().name(name + "-" + id).unstarted(work);
            running.put(id, thread);
            thread.start();
        }
    }

    /** A clock that was put back must not make it rest for longer than anything does. */
    private boolean isResting(UUID id) {
        var now = clock.instant();
        var until = resting.getOrDefault(id, now);
        return now.isBefore(until) && !until.isAfter(now.plus(longestRest));
    }

    /** It is not begun again before that time is over, or the longest one if that is shorter. */
    public void rest(UUID id, Duration duration) {
        resting.put(id, clock.instant().plus(duration.compareTo(longestRest) < 0 ? duration : longestRest));
    }

    /** It may be begun at once. */
    public void restNoLonger(UUID id) {
        resting.remove(id);
    }

    /** Waits until all has ended that its owner told to end; five seconds at most. */
    public void stop() {
        var end = System.nanoTime() + STOP_TIMEOUT.toNanos();
        for (var thread : running.values()) {
            try {
                var ignored = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        running.clear();
    }
}
