package musubi.console.broadcasts.report;

import java.text.NumberFormat;
import musubi.broadcast.report.Proportion;
import musubi.console.layout.Layout;

/** Shares as the reader's language writes them, with one digit after the point. */
final class Percent {

    /** Instead of a share of nobody. */
    static final String NONE = "–";

    private Percent() {}

    static String of(long part, long of, Layout layout) {
        return of == 0 ? NONE : of((double) part / of, layout);
    }

    static String of(double share, Layout layout) {
        var format = NumberFormat.getPercentInstance(layout.language().locale());
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    /** Between which shares the true one probably is. */
    static String interval(Proportion proportion, Layout layout) {
        if (proportion.of() == 0) {
            return NONE;
        }
        var interval = proportion.interval();
        return of(interval.low(), layout) + " – " + of(interval.high(), layout);
    }
}
