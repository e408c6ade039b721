package musubi.console.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import musubi.console.layout.Chart;
import musubi.console.layout.Chart.Kind;
import musubi.console.layout.Chart.Row;
import musubi.console.layout.Layout;
import musubi.console.layout.Plot;
import musubi.inbox.FriendDays;

/** The two charts of a connection. Pure. */
final class Plots {

    /** Days of the one, today included. */
    static final int DAYS = 30;
    /** Hours of the other, this one included. */
    static final int HOURS = 24;

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H:mm");

    private Plots() {}

    /**
     * Added and blocked by day.
     *
     * @param counted days without friends may be missing
     */
    static Plot days(Map<LocalDate, FriendDays.Day> counted, LocalDate today, Layout layout) {
        var rows = today.minusDays(DAYS - 1L)
                .datesUntil(today.plusDays(1))
                .map(day -> {
                    var found = counted.getOrDefault(day, new FriendDays.Day(day, 0, 0));
                    return new Row(layout.dayOfYear(day), List.of(found.added(), found.blocked()));
                })
                .toList();
        return Plot.of(new Chart(Kind.BAR, List.of("overview.plot.added", "overview.plot.blocked"), rows));
    }

    /**
     * Events by hour.
     *
     * @param quarters events by quarter of an hour
     * @param now in the zone of the page
     */
    static Plot hours(Map<Instant, Long> quarters, ZonedDateTime now) {
        var thisHour = now.truncatedTo(ChronoUnit.HOURS);
        var rows = IntStream.range(0, HOURS)
                .mapToObj(hour -> thisHour.minusHours(HOURS - 1L - hour))
                .map(hour -> new Row(HOUR.format(hour), List.of(within(quarters, hour.toInstant()))))
                .toList();
        return Plot.of(new Chart(Kind.BAR, List.of("overview.plot.events"), rows));
    }

    private static long within(Map<Instant, Long> quarters, Instant hour) {
        return IntStream.range(0, 4)
                .mapToLong(quarter -> quarters.getOrDefault(hour.plus(15L * quarter, ChronoUnit.MINUTES), 0L))
                .sum();
    }
}
