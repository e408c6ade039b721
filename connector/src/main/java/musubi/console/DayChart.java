package musubi.console;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import musubi.link.LinkCounts;
import musubi.link.LinkDay;

/**
 * Counts of some days as bars, in the units of a drawing of 640 by 200: how often it was opened, and before it how many
 * linked. All four counts stand in the table behind it.
 *
 * @param top the number at the upper line
 * @param sum of all days
 */
record DayChart(List<Bar> bars, long top, LinkCounts sum) {

    private static final double LEFT = 40;
    private static final double WIDTH = 590;
    /** Where the bars stand, and how high the highest may be. */
    private static final double GROUND = 170;

    private static final double HEIGHT = 150;

    /** A day. */
    record Bar(
            LocalDate day, LinkCounts counts, double x, double width, double opened, double linked, boolean labelled) {

        public double middle() {
            return x + width / 2;
        }

        public double openedTop() {
            return GROUND - opened;
        }

        public double linkedTop() {
            return GROUND - linked;
        }
    }

    static DayChart of(List<LinkDay> days) {
        var top = round(days.stream()
                .map(LinkDay::counts)
                .mapToLong(counts -> Math.max(counts.opened(), counts.linked()))
                .max()
                .orElse(0));
        var step = WIDTH / Math.max(1, days.size());
        var bars = IntStream.range(0, days.size())
                .mapToObj(at -> {
                    var counts = days.get(at).counts();
                    return new Bar(
                            days.get(at).day(),
                            counts,
                            LEFT + at * step + step * 0.15,
                            step * 0.7,
                            HEIGHT * counts.opened() / top,
                            HEIGHT * counts.linked() / top,
                            (days.size() - 1 - at) % 7 == 0);
                })
                .toList();
        return new DayChart(bars, top, sum(days));
    }

    /** The next of 4, 10, 20, 40, 100, 200, …: its half is a whole number. */
    private static long round(long most) {
        for (var ten = 1L; ; ten *= 10) {
            for (var top : List.of(4 * ten, 10 * ten, 20 * ten)) {
                if (top >= most) {
                    return top;
                }
            }
        }
    }

    private static LinkCounts sum(List<LinkDay> days) {
        return days.stream()
                .map(LinkDay::counts)
                .reduce(
                        LinkCounts.NONE,
                        (one, other) -> new LinkCounts(
                                one.opened() + other.opened(),
                                one.linked() + other.linked(),
                                one.declined() + other.declined(),
                                one.created() + other.created()));
    }
}
