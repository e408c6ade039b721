package musubi.friends;

import java.time.Duration;

/** How long an import waits before it asks LINE again, which does not say so itself: longer with each failure in a row. */
final class ImportWait {

    static final Duration LONGEST = Duration.ofMinutes(5);

    private ImportWait() {}

    /** None before the first failure, then 1 s, 2 s, 4 s, … up to {@link #LONGEST}. */
    static Duration after(int failures) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        var seconds = 1L << Math.min(failures - 1, 20);
        return seconds >= LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds(seconds);
    }
}
