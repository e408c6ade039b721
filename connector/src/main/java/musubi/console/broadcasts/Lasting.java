package musubi.console.broadcasts;

import java.time.Duration;

/** A duration for a sentence: the text {@code broadcasts.lasting.…} with two numbers. */
record Lasting(String key, long first, long second) {

    static Lasting of(Duration duration) {
        if (duration.toHours() > 0) {
            return new Lasting("broadcasts.lasting.HOURS", duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() > 0
                ? new Lasting("broadcasts.lasting.MINUTES", duration.toMinutes(), duration.toSecondsPart())
                : new Lasting("broadcasts.lasting.SECONDS", Math.max(1, duration.toSeconds()), 0);
    }
}
