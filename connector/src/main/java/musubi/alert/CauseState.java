package musubi.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A cause as it was last seen, and the rule about how often people are told: once when it is there, once when it is over, and of the same
 * cause at most once in {@link #PAUSE}. A cause that is still there then is not told again, unless its number has grown.
 *
 * @param open whether it is there
 * @param announced whether people were told that it is there; false while it came back within the pause
 * @param announcedAt when people were last told that it is there
 * @param number as people know it
 */
record CauseState(boolean open, boolean announced, Optional<Instant> announcedAt, long number) {

    /** From one alert of a cause to the next. */
    static final Duration PAUSE = Duration.ofHours(6);

    /** Never seen. */
    static final CauseState NONE = new CauseState(false, false, Optional.empty(), 0);

    /** What follows from a look, and what people are told. */
    record Step(CauseState state, Optional<Phase> told) {}

    /** @param now its number; empty: it is not there */
    Step seen(OptionalLong now, Instant at) {
        if (now.isEmpty()) {
            var over = open && announced ? Optional.of(Phase.OVER) : Optional.<Phase>empty();
            return new Step(new CauseState(false, false, announcedAt, 0), over);
        }
        var found = now.getAsLong();
        if ((!announced || found > number) && !pausing(at)) {
            return new Step(new CauseState(true, true, Optional.of(at), found), Optional.of(Phase.BEGAN));
        }
        var known = announced ? Math.min(number, found) : 0;
        return new Step(new CauseState(true, announced, announcedAt, known), Optional.empty());
    }

    /** Whether it need not be remembered any more. */
    boolean forgotten(Instant at) {
        return !open && !pausing(at);
    }

    private boolean pausing(Instant at) {
        return announcedAt.filter(last -> at.isBefore(last.plus(PAUSE))).isPresent();
    }
}
