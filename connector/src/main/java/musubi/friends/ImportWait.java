package musubi.friends;

import java.time.Duration;

/** How long an import waits before it calls LINE again: longer with each failure in a row. LINE itself does not say how long. */
final class ImportWait {

    static final Duration MAX_WAIT = Duration.ofMinutes(5);

    private ImportWait() {}

    /** Zero before the first failure, then 1 s, 2 s, 4 s, … up to {@link #MAX_WAIT}. */
    static Duration after(int failures) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        var seconds = 1L << Math.min(failures - 1, 20);
        return seconds >= MAX_WAIT.toSeconds() ? MAX_WAIT : Duration.ofSeconds(seconds);
    }
}
