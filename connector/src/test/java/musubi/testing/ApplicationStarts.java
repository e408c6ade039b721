package musubi.testing;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Applications start one after the other, and not while something is done that a start would spoil: each sets up the log of
 * the whole process anew, which Logback cannot do twice at a time, and takes springdoc's converters, which are the same
 * objects for all applications, away.
 */
public final class ApplicationStarts {

    private static final ReentrantLock LOCK = new ReentrantLock();

    private ApplicationStarts() {}

    /** Starts an application, or does what no start must come between. */
    public static <T> T alone(Supplier<T> work) {
        try (var _ = notMeanwhile()) {
            return work.get();
        }
    }

    /** None starts until this is closed, by the same thread. */
    static Pause notMeanwhile() {
        LOCK.lock();
        return new Pause(LOCK);
    }

    /** As long as no application starts. */
    record Pause(ReentrantLock held) implements AutoCloseable {

        @Override
        public void close() {
            held.unlock();
        }
    }
}
