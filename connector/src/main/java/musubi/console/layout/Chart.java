package musubi.console.layout;

import java.util.List;

/**
 * A chart and the table behind it, for the fragment {@code console/chart}.
 *
 * @param kind bars for what happened in each step, lines for how something goes on
 * @param series keys of what is counted; at most three: more are not told apart
 * @param rows the steps, the oldest first
 */
public record Chart(Kind kind, List<String> series, List<Row> rows) {

    private static final int MOST_SERIES = 3;

    /** How it is drawn; its name is Chart.js's. */
    public enum Kind {
        BAR,
        LINE
    }

    /**
     * A step of the horizontal axis.
     *
     * @param label in the words of who looks, a day or a time
     * @param values one for each series
     */
    public record Row(String label, List<Long> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    public Chart {
        series = List.copyOf(series);
        rows = List.copyOf(rows);
        if (series.isEmpty() || series.size() > MOST_SERIES) {
            throw new IllegalArgumentException("series: %d (expected: 1..%d)".formatted(series.size(), MOST_SERIES));
        }
        for (var row : rows) {
            if (row.values().size() != series.size()) {
                throw new IllegalArgumentException("values: %d (expected: one for each of %d series)"
                        .formatted(row.values().size(), series.size()));
            }
        }
    }

    /** Whether there is anything to draw. */
    public boolean empty() {
        return rows.stream().allMatch(row -> row.values().stream().allMatch(value -> value == 0));
    }
}
