package musubi.broadcast.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the variant with the highest click rate is better than the next one, or may only seem so. Pure.
 *
 * @param best index of the variant with the highest rate
 * @param next index of the one behind it
 */
public record VariantVerdict(Kind kind, int best, int next) {

    private static final double SIGNIFICANT = 0.05;

    /** What can be said. */
    public enum Kind {
        /** Too few people, or too few clicks, to say anything. */
        TOO_FEW,
        /** Such a difference is found by chance in more than one of 20 tests of equal messages. */
        MAY_BE_CHANCE,
        /** It is found by chance in fewer. */
        DIFFERENT
    }

    /**
     * Compares the best two. With more than two variants there are more pairs in which chance could show a difference, so that each has to
     * be the clearer (Bonferroni's correction).
     *
     * @param rates of all variants, at least two
     */
    static VariantVerdict of(List<Proportion> rates) {
        var order = IntStream.range(0, rates.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer variant) -> -rates.get(variant).share()))
                .toList();
        var best = rates.get(order.get(0));
        var next = rates.get(order.get(1));
        var pairs = rates.size() * (rates.size() - 1) / 2;
        return new VariantVerdict(kind(best, next, pairs), order.get(0), order.get(1));
    }

    private static Kind kind(Proportion best, Proportion next, int pairs) {
        if (!best.comparableWith(next)) {
            return Kind.TOO_FEW;
        }
        return best.chanceOfDifference(next) * pairs < SIGNIFICANT ? Kind.DIFFERENT : Kind.MAY_BE_CHANCE;
    }
}
