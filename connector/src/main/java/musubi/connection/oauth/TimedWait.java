package musubi.connection.oauth;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A wait for a lock or a permit that ends at a timeout. */
@FunctionalInterface
public interface TimedWait {

    /** Has the contract of {@code Lock.tryLock} and {@code Semaphore.tryAcquire}. */
    boolean attempt(long time, TimeUnit unit) throws InterruptedException;

    /** Whether the attempt succeeded within the timeout; false when the thread is interrupted, which sets its interrupt flag. */
    static boolean within(Duration timeout, TimedWait wait) {
        try {
            return wait.attempt(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
