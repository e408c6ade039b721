package musubi.broadcast.report;

/**
 * How many of some people did something. Pure.
 *
 * @param of how many there are, at least {@code part}
 */
public record Proportion(long part, long of) {

    /** Of the normal distribution: 95 % are between the negative of it and it. */
    private static final double Z95 = 1.959963984540054;

    /** An interval of shares, 0 to 1. */
    public record Interval(double low, double high) {}

    public Proportion {
        if (part < 0 || of < part) {
            throw new IllegalArgumentException("part: %d of %d (expected: 0..%d)".formatted(part, of, of));
        }
    }

    /** The share, 0 to 1; 0 where there is nobody. */
    public double share() {
        return of == 0 ? 0 : (double) part / of;
    }

    /**
     * Wilson's 95 % interval: where the share may be that would show with any number of such people. It is right for few people and for
     * shares near 0, too. From 0 to 1 where there is nobody.
     *
     * @see <a href="https://www.itl.nist.gov/div898/handbook/prc/section2/prc241.htm">NIST, Confidence intervals for proportions</a>
     */
    public Interval interval() {
        if (of == 0) {
            return new Interval(0, 1);
        }
        var n = (double) of;
        var square = Z95 * Z95;
        var middle = (share() + square / (2 * n)) / (1 + square / n);
        var half = Z95 / (1 + square / n) * Math.sqrt(share() * (1 - share()) / n + square / (4 * n * n));
        // exactly 0 and 1 at the ends, where rounding leaves something
        return new Interval(part == 0 ? 0 : Math.max(0, middle - half), part == of ? 1 : Math.min(1, middle + half));
    }

    /**
     * How probable a difference at least as large is where there is none in truth: the two-sided test of two proportions with their pooled
     * share. 1 where nothing can be said.
     *
     * @see <a href="https://www.itl.nist.gov/div898/handbook/prc/section3/prc33.htm">NIST, Comparing two proportions</a>
     */
    public double chanceOfDifference(Proportion other) {
        if (of == 0 || other.of == 0) {
            return 1;
        }
        var pooled = (double) (part + other.part) / (of + other.of);
        var deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / of + 1.0 / other.of));
        return deviation == 0 ? 1 : complementaryError(Math.abs(share() - other.share()) / deviation / Math.sqrt(2));
    }

    /**
     * The complementary error function of what is not negative, to 7 digits.
     *
     * @see <a href="https://personal.math.ubc.ca/~cbm/aands/page_299.htm">Abramowitz and Stegun 7.1.26</a>
     */
    private static double complementaryError(double x) {
        var t = 1 / (1 + 0.3275911 * x);
        var sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return sum * Math.exp(-x * x);
    }

    /** Whether both are enough people for {@link #chanceOfDifference}: at least five would have done it in each, and five not. */
    public boolean comparableWith(Proportion other) {
        var pooled = of + other.of == 0 ? 0 : (double) (part + other.part) / (of + other.of);
        var fewest = Math.min(of, other.of);
        return fewest * pooled >= 5 && fewest * (1 - pooled) >= 5;
    }
}
