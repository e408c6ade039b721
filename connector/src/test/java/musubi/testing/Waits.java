package musubi.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waiting is for a condition, never for a time. */
public final class Waits {

    /** Of every wait; generous, because a condition that holds ends it. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Waits() {}

    /** Waits until the condition holds, {@link #TIMEOUT} at the most. */
    public static void eventually(String what, BooleanSupplier holds) {
        var end = Instant.now().plus(TIMEOUT);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within %s: %s".formatted(TIMEOUT, what));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
