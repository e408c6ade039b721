package musubi.sandbox.line;

import java.time.Duration;

/** So many calls in a period. */
record Limit(int calls, Duration period) {

    static final Limit DEFAULT = perSecond(2_000);

    static Limit perSecond(int calls) {
        return new Limit(calls, Duration.ofSeconds(1));
    }

    static Limit perMinute(int calls) {
        return new Limit(calls, Duration.ofMinutes(1));
    }

    static Limit perHour(int calls) {
        return new Limit(calls, Duration.ofHours(1));
    }
}
