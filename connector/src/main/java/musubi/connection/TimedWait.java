package musubi.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting for a lock or a place, with an end. */
@FunctionalInterface
interface TimedWait {

    /** As {@code Lock.tryLock} and {@code Semaphore.tryAcquire}. */
    boolean attempt(long time, TimeUnit unit) throws InterruptedException;

    /** Whether it was to be had in that time; not when the thread is interrupted. */
    static boolean within(Duration patience, TimedWait wait) {
        try {
            return wait.attempt(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
