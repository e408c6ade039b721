package musubi.broadcast.opens;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many people opened the messages of a broadcast, as LINE counts: a bubble was shown in the chat, on a phone. Who, LINE never says. This is
 * neither <i>read (confirmed)</i>, which is who clicked, nor <i>opened (estimated)</i>.
 *
 * @param variants in their order; none before it is prepared, and of a broadcast that was sent before LINE was asked to count
 */
public record Opens(List<OfVariant> variants) {

    /** Nothing is known. */
    public static final Opens NONE = new Opens(List.of());

    public Opens {
        variants = List.copyOf(variants);
    }

    /** Why there is no number. */
    public enum Untold {
        /** LINE says it on the next day. */
        NOT_YET,
        /** LINE gives no number below 20. */
        FEWER_THAN_20,
        /** LINE counts it together with other broadcasts of that day: too many broadcasts in the month. */
        SHARED,
        /** LINE counts 1,000 names a month, and other tools had used them up. */
        NO_NAME
    }

    /**
     * One variant; the only one of a broadcast without variants.
     *
     * @param variant index of it, 0 is the first
     * @param opened people; empty: see {@code untold}
     * @param openedOfAll of a shared unit: people of all its broadcasts together
     * @param clicked people who opened an address, by LINE's count
     * @param untold why {@code opened} is empty
     * @param asOf when LINE was last asked
     * @param isFinal whether LINE changes it no more: 14 days after sending
     */
    public record OfVariant(
            int variant,
            OptionalLong opened,
            OptionalLong openedOfAll,
            OptionalLong clicked,
            Optional<Untold> untold,
            Optional<Instant> asOf,
            boolean isFinal) {}

    /** People of all variants, each of whom got one of them; empty as soon as that of a variant is not known. */
    public OptionalLong openedPeople() {
        return variants.isEmpty()
                        || variants.stream().anyMatch(one -> one.opened().isEmpty())
                ? OptionalLong.empty()
                : OptionalLong.of(variants.stream()
                        .mapToLong(one -> one.opened().orElse(0))
                        .sum());
    }

    /** Why there is no number for all: of the reasons of the variants the one that stays the longest. */
    public Optional<Untold> untold() {
        return variants.stream().flatMap(one -> one.untold().stream()).max(Comparator.naturalOrder());
    }

    /** When LINE was last asked about all of them. */
    public Optional<Instant> asOf() {
        return variants.stream().flatMap(one -> one.asOf().stream()).max(Comparator.naturalOrder());
    }
}
