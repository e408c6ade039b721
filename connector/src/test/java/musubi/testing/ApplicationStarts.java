package musubi.testing;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Applications start side by side, but not while something is done that a start would spoil: it sets up the log of the
 * whole process anew, and takes springdoc's converters, which are the same objects for all applications, away.
 */
public final class ApplicationStarts {

    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();

    private ApplicationStarts() {}

    /** Starts an application. */
    public static <T> T start(Supplier<T> application) {
        LOCK.readLock().lock();
        try {
            return application.get();
        } finally {
            LOCK.readLock().unlock();
        }
    }

    /** Does what no start must come between. */
    static <T> T notMeanwhile(Supplier<T> work) {
        try (var _ = notMeanwhile()) {
            return work.get();
        }
    }

    /** None starts until this is closed, by the same thread. */
    static Pause notMeanwhile() {
        LOCK.writeLock().lock();
        return new Pause(LOCK.writeLock());
    }

    /** As long as no application starts. */
    record Pause(Lock held) implements AutoCloseable {

        @Override
        public void close() {
            held.unlock();
        }
    }
}
