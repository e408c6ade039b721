package musubi.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Prints the measurements, line by line. */
public final class Table {

    private static final String LINE = "%-62s %14s  %-24s %s%n";

    private Table() {}

    // the figures are the output of this program
    @SuppressWarnings("SystemOut")
    public static void title(String title) {
        System.out.printf(
                "%n%s (load average of the machine: %.1f)%n",
                title, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.printf(LINE, "", "median", "lowest - highest", "wanted");
    }

    /** Prints a figure that was measured several times. */
    public static void row(String what, String format, List<Double> figures, String wanted) {
        var spread = figures.size() == 1
                ? ""
                : format(format, Collections.min(figures)) + " - " + format(format, Collections.max(figures));
        print(what, format(format, median(figures)), spread, wanted);
    }

    /** Prints samples of a run: its first and its last third, which shows growth, and all of it. */
    public static void thirds(String what, List<Double> samples, String wanted) {
        if (!samples.isEmpty()) {
            var third = Math.max(1, samples.size() / 3);
            row(what + ", first third", "%.0f", samples.subList(0, third), wanted);
            row(what + ", last third", "%.0f", samples.subList(samples.size() - third, samples.size()), wanted);
            row(what + ", all of it", "%.0f", samples, wanted);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String what, String figure, String spread, String wanted) {
        System.out.printf(LINE, what, figure, spread, wanted);
        System.out.flush();
    }

    public static double median(List<Double> figures) {
        var sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String format(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }
}
