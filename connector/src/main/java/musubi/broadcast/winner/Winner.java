package musubi.broadcast.winner;

import java.time.Instant;
import java.util.Optional;
import musubi.delivery.Held;
import musubi.delivery.Waiting;

/**
 * How far it is decided which variant the remainder gets.
 *
 * @param held people who wait for that
 * @param undecided why the clicks did not say it when it was time; then a person has to
 */
public record Winner(WinnerRule rule, Held held, Optional<Undecided> undecided, Optional<Decided> decided) {

    /** Why no variant is the best. */
    public enum Undecided {
        /** Nobody has clicked. */
        NO_CLICKS,
        /** The best have the same click rate. */
        EQUAL
    }

    /**
     * What was decided.
     *
     * @param variant index of it
     */
    public record Decided(int variant, Instant at, WinnerRule.By by) {}

    /** When the clicks decide; empty before the others have their messages, where a person decides, and afterwards. */
    public Optional<Instant> decidesAt() {
        return decided.isPresent() || undecided.isPresent()
                ? Optional.empty()
                : held.since().flatMap(since -> rule.after().map(since::plus));
    }

    /** While nothing else is left to be sent. */
    public Optional<Waiting> waiting() {
        return held.since().map(since -> new Waiting.ForChoice(since, decidesAt()));
    }
}
