package musubi.delivery.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a call is made again: after half a second, then twice as long each time, at most a minute; a random half of it. */
final class RetryTimes {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MAX = Duration.ofMinutes(1);
    private static final int MAX_DOUBLINGS = 7;

    private RetryTimes() {}

    /** @param failures at least 1 */
    static Duration after(int failures, RandomGenerator random) {
        var whole = FIRST.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        var limited = whole.compareTo(MAX) > 0 ? MAX : whole;
        return limited.dividedBy(2)
                .plusNanos(random.nextLong(limited.dividedBy(2).toNanos() + 1));
    }
}
