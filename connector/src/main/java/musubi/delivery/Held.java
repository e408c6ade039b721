package musubi.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * What of a delivery is held back until it is chosen what it says.
 *
 * @param people who get it then; 0 once it is chosen
 * @param since when nothing else was left to be made for the first time; empty before, and where nothing is held
 */
public record Held(long people, Optional<Instant> since) {

    /** Nothing. */
    public static final Held NOTHING = new Held(0, Optional.empty());
}
