package musubi.console.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart as bars that the server draws, for the fragment {@code console/plot}: it is there without a script, and can be replaced with each
 * look. The first series goes up from the base line and the second down, so that they are distinguished without colours.
 *
 * @param chart what it shows, also as a table; at most two series
 * @param up the largest value of the first series
 * @param down the largest of the second; 0 without one
 * @param base the base line's distance from the top, of {@link #HEIGHT}
 */
public record Plot(Chart chart, long up, long down, double base, List<Bar> bars) {

    /** Height of the drawing, in its own units. */
    static final int HEIGHT = 100;
    /** Width of a step and of its bar. */
    private static final int STEP = 10;

    private static final int BAR = 8;
    /** One of thousands is seen, too. */
    private static final double LEAST = 1.5;

    /** A bar, in the units of the drawing. */
    public record Bar(int series, String label, long value, int x, String y, int width, String height) {}

    /** Draws a chart of one or two series. */
    public static Plot of(Chart chart) {
        var several = chart.series().size() > 1;
        var up = most(chart, 0);
        var down = several ? most(chart, 1) : 0;
        var unit = (double) HEIGHT / Math.max(1, up + down);
        var base = down == 0 ? HEIGHT : up * unit;
        var bars = new ArrayList<Bar>();
        for (var step = 0; step < chart.rows().size(); step++) {
            var row = chart.rows().get(step);
            for (var series = 0; series < row.values().size(); series++) {
                var value = row.values().get(series);
                if (value > 0) {
                    var height = Math.max(LEAST, value * unit);
                    bars.add(new Bar(
                            series,
                            row.label(),
                            value,
                            step * STEP + (STEP - BAR) / 2,
                            units(series == 0 ? Math.max(0, base - height) : Math.min(base, HEIGHT - height)),
                            BAR,
                            units(height)));
                }
            }
        }
        return new Plot(chart, up, down, base, bars);
    }

    private static long most(Chart chart, int series) {
        return chart.rows().stream()
                .mapToLong(row -> row.values().get(series))
                .max()
                .orElse(0);
    }

    private static String units(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Width of the drawing. */
    public int width() {
        return chart.rows().size() * STEP;
    }

    /** The base line as an attribute. */
    public String baseLine() {
        return units(base);
    }

    /** Of all steps. */
    public long total(int series) {
        return chart.rows().stream().mapToLong(row -> row.values().get(series)).sum();
    }
}
