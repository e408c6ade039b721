package musubi.broadcast;

import java.time.Instant;
import java.util.Optional;

/**
 * A broadcast that is to be made.
 *
 * @param at when it is to be sent; empty: as soon as it is told to
 */
public record NewBroadcast(
        String title, BroadcastContent content, Audience audience, Tracking tracking, Optional<Instant> at) {

    /** Characters of a title. */
    public static final int MAX_TITLE = 100;
}
