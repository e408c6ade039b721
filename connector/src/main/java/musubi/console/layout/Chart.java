package musubi.console.layout;

import java.util.List;

/**
 * The data of a chart, which is also shown as a table, for the fragment {@code console/chart}.
 *
 * @param kind bars for counts of each step, lines for a course
 * @param series message keys of what is counted; at most 3, since more are hard to distinguish
 * @param rows the steps, the oldest first
 */
public record Chart(Kind kind, List<String> series, List<Row> rows) {

    private static final int MAX_SERIES = 3;

    /** How it is drawn; its name is Chart.js's. */
    public enum Kind {
        BAR,
        LINE
    }

    /**
     * A step of the horizontal axis.
     *
     * @param label a day or a time, in the reader's language
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
        if (series.isEmpty() || series.size() > MAX_SERIES) {
            throw new IllegalArgumentException("series: %d (expected: 1..%d)".formatted(series.size(), MAX_SERIES));
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
