package musubi.hubspot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The calls one portal allows in a rolling window (10 s). HubSpot counts a call when it arrives; we know only that this
 * was between our sending and the answer, so a place is taken on sending and given back one window after the answer.
 * The limit can thus be used to the full and is never exceeded by us, which no token bucket does (docs/adr/0004).
 */
final class CallLimit {

    /** Who would have to wait longer until the limit opens is told so: a person or a batch may stand behind the call. */
    static final Duration CLOSED_PATIENCE = Duration.ofSeconds(15);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Long> answered = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private int allowed;
    private long window = Duration.ofSeconds(10).toNanos();
    private int running;
    private int waiting;
    private int queued;
    private long nextPatient;
    private long closedUntil;

    CallLimit(int allowed, LongSupplier nanoTime) {
        this.allowed = allowed;
        this.nanoTime = nanoTime;
        this.closedUntil = nanoTime.getAsLong();
        this.nextPatient = closedUntil;
    }

    /**
     * Waits for a place. Who waits is turned away at once when the limit closes for longer than they would wait: what
     * was read before must not be written an hour later.
     *
     * @param patience the longest wait
     * @param patient lets all others go first, and keeps a distance to the last patient one, so that places become free
     *     all the time and not all at once
     * @throws HubSpotException of kind {@code LIMITED} when there is no place within that time; nothing is taken then
     */
    void enter(boolean patient, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var deadline = nanoTime.getAsLong() + patience.toNanos();
            queued++;
            waiting += patient ? 0 : 1;
            try {
                for (var wait = wait(patient); wait > 0; wait = wait(patient)) {
                    var left = deadline - nanoTime.getAsLong();
                    var closed = closedUntil - nanoTime.getAsLong();
                    if (closed > Math.min(left, CLOSED_PATIENCE.toNanos())) {
                        throw ErrorClassifier.closed(Duration.ofNanos(closed));
                    }
                    if (left <= 0) {
                        throw ErrorClassifier.noPlace(patience);
                    }
                    changed.awaitNanos(Math.min(wait, left));
                }
            } finally {
                queued--;
                waiting -= patient ? 0 : 1;
            }
            running++;
            if (patient) {
                // counted from when it was due, within reason: else each lateness would be lost for good
                nextPatient = Math.max(nextPatient, nanoTime.getAsLong() - 3 * distance()) + distance();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for a place. */
    int waiting() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    private long wait(boolean patient) {
        var free = untilFree();
        if (!patient) {
            return free;
        }
        var turn = Math.max(free, nextPatient - nanoTime.getAsLong());
        return waiting > 0 ? Math.max(turn, distance()) : turn;
    }

    private long distance() {
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
     * What the answer's headers say. Where fewer calls remain than we made, somebody else uses the same limit: their
     * calls take places too.
     *
     * @param remaining negative when not said
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
    boolean hasRoom() {
        lock.lock();
        try {
            return closedUntil <= nanoTime.getAsLong() && 2 * (running + within(window)) < allowed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in for that long, and turns away who waits and would not wait so long. */
    void close(Duration duration) {
        lock.lock();
        try {
            closedUntil = Math.max(closedUntil, nanoTime.getAsLong() + duration.toNanos());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** For how long nobody is let in; zero when the limit is open. */
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
        // the place of the oldest call still in the window is the next to be free; without one a running call's
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
