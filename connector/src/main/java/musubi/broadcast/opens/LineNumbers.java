package musubi.broadcast.opens;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * LINE's own numbers of a broadcast.
 *
 * @param counted messages that LINE delivered on the days of the broadcast; empty while LINE does not say, and where other messages of these
 *     days cannot be told from those of the broadcast
 * @param countedAsOf when LINE said so
 */
public record LineNumbers(OptionalLong counted, Optional<Instant> countedAsOf, Opens opens) {

    /** Nothing is known. */
    public static final LineNumbers NONE = new LineNumbers(OptionalLong.empty(), Optional.empty(), Opens.NONE);

    /** When LINE was last asked. */
    public Optional<Instant> asOf() {
        return Stream.of(countedAsOf, opens.asOf()).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }
}
