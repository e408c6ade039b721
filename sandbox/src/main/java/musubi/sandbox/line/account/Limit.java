package musubi.sandbox.line.account;

import java.time.Duration;

/** A number of calls in a period. */
public record Limit(int calls, Duration period) {

    public static final Limit DEFAULT = perSecond(2_000);

    public static Limit perSecond(int calls) {
        return new Limit(calls, Duration.ofSeconds(1));
    }

    public static Limit perMinute(int calls) {
        return new Limit(calls, Duration.ofMinutes(1));
    }

    public static Limit perHour(int calls) {
        return new Limit(calls, Duration.ofHours(1));
    }
}
