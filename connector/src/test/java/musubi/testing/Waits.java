package musubi.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waiting is for a condition, never for a time. */
public final class Waits {

    /** Of every wait; generous, because a condition that holds ends it. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Waits() {}

    private static final long SHORTEST_PAUSE = 10;
    private static final long LONGEST_PAUSE = 250;

    /**
     * Waits until the condition holds, {@link #TIMEOUT} at the most. The longer it takes, the less often it is asked: what is asked is often a call
     * over HTTP, and others need the processors.
     */
    public static void eventually(String what, BooleanSupplier holds) {
        var begin = Instant.now();
        var end = begin.plus(TIMEOUT);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within %s: %s".formatted(TIMEOUT, what));
            }
            try {
                Thread.sleep(Math.clamp(
                        Duration.between(begin, Instant.now()).toMillis() / 5, SHORTEST_PAUSE, LONGEST_PAUSE));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
