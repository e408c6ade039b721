package musubi.hubspot.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;

/**
 * The calls one portal allows in a rolling window (10 s). HubSpot counts a call when it arrives; we know only that this
 * was between our sending and the answer, so a place is taken on sending and given back one window after the answer.
 * The limit can thus be used to the full and is never exceeded by us, which no token bucket does (docs/adr/0004). Who
 * gets the next place is decided by {@link CallPriority} (docs/adr/0032).
 */
final class CallLimit {

    /** A limit that is closed for longer refuses calls at once: a person or a batch may be waiting for the call. */
    static final Duration MAX_CLOSED_WAIT = Duration.ofSeconds(15);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Long> answered = new ArrayDeque<>();
    private final Map<CallPriority, Integer> waiting = new EnumMap<>(CallPriority.class);
    private final LongSupplier nanoTime;
    private int allowed;
    private long window = Duration.ofSeconds(10).toNanos();
    private int running;
    private long nextSpaced;
    private long closedUntil;

    CallLimit(int allowed, LongSupplier nanoTime) {
        this.allowed = allowed;
        this.nanoTime = nanoTime;
        this.closedUntil = nanoTime.getAsLong();
        this.nextSpaced = closedUntil;
    }

    /** Waits for a place, for at most the priority's own timeout. */
    void enter(CallPriority priority) throws InterruptedException {
        enter(priority, priority.timeout());
    }

    /**
     * Waits for a place. A waiting call is refused at once when the limit closes for longer than the call would wait: what
     * was read before must not be written an hour later.
     *
     * @throws HubSpotException of kind {@code LIMITED} when there is no place within that time; nothing is taken then
     */
    void enter(CallPriority priority, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting.merge(priority, 1, Integer::sum);
            try {
                await(priority, timeout);
            } finally {
                waiting.merge(priority, -1, Integer::sum);
            }
            running++;
            if (priority.isSpaced()) {
                // counted from when it was due, within reason: otherwise no delay would ever be made up for
                nextSpaced = Math.max(nextSpaced, nanoTime.getAsLong() - 3 * spacing()) + spacing();
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(CallPriority priority, Duration timeout) throws InterruptedException {
        var since = nanoTime.getAsLong();
        var deadline = since + timeout.toNanos();
        for (var wait = wait(priority, since); wait > 0; wait = wait(priority, since)) {
            var left = deadline - nanoTime.getAsLong();
            var closed = closedUntil - nanoTime.getAsLong();
            if (closed > Math.min(left, MAX_CLOSED_WAIT.toNanos())) {
                throw ErrorClassifier.closed(Duration.ofNanos(closed));
            }
            if (left <= 0) {
                throw ErrorClassifier.noPlace(timeout);
            }
            var _ = changed.awaitNanos(Math.min(wait, left));
        }
    }

    /** How many calls wait for a place. */
    int waiting() {
        lock.lock();
        try {
            return waiting.values().stream().mapToInt(Integer::intValue).sum();
        } finally {
            lock.unlock();
        }
    }

    /** How long a call has to wait before it may look again, ns; 0 or less when there is a place for it now. */
    private long wait(CallPriority priority, long since) {
        var now = nanoTime.getAsLong();
        var wait = priority.isSpaced() ? Math.max(untilFree(), nextSpaced - now) : untilFree();
        var yieldLeft = since + priority.longestYield().toNanos() - now;
        return yieldLeft > 0 && isMoreUrgentWaiting(priority) ? Math.max(wait, Math.min(spacing(), yieldLeft)) : wait;
    }

    private boolean isMoreUrgentWaiting(CallPriority priority) {
        return waiting.entrySet().stream()
                .anyMatch(calls -> calls.getKey().compareTo(priority) < 0 && calls.getValue() > 0);
    }

    private long spacing() {
        return window / allowed;
    }

    /** The call is over, however it ended. */
    void leave() {
        lock.lock();
        try {
            running--;
            answered.addLast(nanoTime.getAsLong());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A call just made under another limit turned out to be one of this portal's: it takes a place here. */
    void add() {
        lock.lock();
        try {
            answered.addLast(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over what the answer's headers say. Where fewer calls remain than we made, somebody else uses the same limit:
     * their calls take places too.
     *
     * @param interval the window, ns
     * @param remaining negative when the headers do not say
     * @param took how long the call was under way, ns
     */
    void learn(int max, long interval, int remaining, long took) {
        lock.lock();
        try {
            allowed = max;
            window = interval;
            if (remaining >= 0) {
                var others = max - remaining - running - within(window + took);
                for (var i = 0; i < others; i++) {
                    answered.addLast(nanoTime.getAsLong());
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether more than half of the places are free. */
    boolean hasSpareCalls() {
        lock.lock();
        try {
            return closedUntil <= nanoTime.getAsLong() && 2 * (running + within(window)) < allowed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no call in for that long, and refuses waiting calls that would not wait so long. */
    void close(Duration duration) {
        lock.lock();
        try {
            closedUntil = Math.max(closedUntil, nanoTime.getAsLong() + duration.toNanos());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** For how long no call is let in; zero when the limit is open. */
    Duration closedFor() {
        lock.lock();
        try {
            return Duration.ofNanos(Math.max(0, closedUntil - nanoTime.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    private long untilFree() {
        var now = nanoTime.getAsLong();
        while (!answered.isEmpty() && now - answered.getFirst() >= 2 * window) {
            answered.removeFirst();
        }
        var closed = closedUntil - now;
        var taken = within(window);
        if (running + taken < allowed) {
            return closed;
        }
        // the place of the oldest call still in the window is the next to be free; without one, that of a running call
        var oldest = taken == 0
                ? window
                : answered.stream().skip(answered.size() - taken).findFirst().orElseThrow() + window - now;
        return Math.max(closed, Math.max(oldest, 1));
    }

    /** Calls answered less than that long ago; the newest are at the end. */
    private int within(long nanos) {
        var now = nanoTime.getAsLong();
        var count = 0;
        for (var newest = answered.descendingIterator(); newest.hasNext() && now - newest.next() < nanos; ) {
            count++;
        }
        return count;
    }
}
