package musubi.broadcast.winner;

import java.util.Optional;
import musubi.broadcast.Broadcast;
import musubi.broadcast.Variant;

/**
 * Of which message clicks are counted.
 *
 * @param variant index of it; 0 where there is only one message
 * @param remainder whether the remainder has it
 */
public record CountedVariant(int variant, boolean remainder) {

    /**
     * What an index of counts means.
     *
     * @param index of a variant, or of one that the remainder may get ({@link Variant#ofRemainder})
     * @return empty: the remainder does not get that variant, or not yet
     */
    public static Optional<CountedVariant> of(int index, Broadcast broadcast) {
        var variants = broadcast.content().variants().size();
        if (index < Math.max(1, variants)) {
            return Optional.of(new CountedVariant(index, false));
        }
        return broadcast
                .winner()
                .flatMap(Winner::decided)
                .filter(decided -> Variant.ofRemainder(decided.variant(), variants) == index)
                .map(decided -> new CountedVariant(decided.variant(), true));
    }
}
