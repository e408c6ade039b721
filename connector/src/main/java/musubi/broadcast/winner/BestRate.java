package musubi.broadcast.winner;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import musubi.broadcast.winner.Winner.Undecided;

/** Which variant has the highest click rate. Pure. */
sealed interface BestRate {

    /**
     * What came of a variant.
     *
     * @param clicks of people; where they are not known, all clicks
     * @param of people who got it
     */
    record Rate(long clicks, long of) {

        /** Compares shares exactly; that of nobody is 0. */
        private int compare(Rate other) {
            return Long.compare(clicks * Math.max(1, other.of), other.clicks * Math.max(1, of));
        }
    }

    /**
     * There is one.
     *
     * @param variant index of it
     */
    record Best(int variant) implements BestRate {}

    /** There is none. */
    record None(Undecided why) implements BestRate {}

    /**
     * Compares them.
     *
     * @param rates of at least two variants
     */
    static BestRate of(List<Rate> rates) {
        if (rates.stream().allMatch(rate -> rate.clicks() == 0)) {
            return new None(Undecided.NO_CLICKS);
        }
        var order = IntStream.range(0, rates.size())
                .boxed()
                .sorted(Comparator.comparing(rates::get, Rate::compare).reversed())
                .toList();
        var best = order.getFirst();
        return rates.get(best).compare(rates.get(order.get(1))) == 0 ? new None(Undecided.EQUAL) : new Best(best);
    }
}
