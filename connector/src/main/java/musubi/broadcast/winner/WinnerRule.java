package musubi.broadcast.winner;

import java.time.Duration;
import java.util.Optional;

/**
 * How it is decided which variant the remainder gets.
 *
 * @param after how long after the last message to the others, {@link #MIN_AFTER} to {@link #MAX_AFTER}; empty where a person decides
 */
public record WinnerRule(By by, Optional<Duration> after) {

    public static final Duration MIN_AFTER = Duration.ofMinutes(15);
    public static final Duration MAX_AFTER = Duration.ofDays(3);

    /** Who decides. */
    public enum By {
        /** The clicks, when it is time; a person, before or where they do not say. */
        CLICK_RATE,
        /** A person. */
        HAND
    }
}
