package musubi.console.broadcasts.report;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import musubi.broadcast.Tracking;
import musubi.broadcast.report.BroadcastReport;
import musubi.broadcast.report.Reports;
import musubi.console.layout.Chart;
import musubi.console.layout.Chart.Kind;
import musubi.console.layout.Chart.Row;
import musubi.console.layout.Layout;
import musubi.console.layout.Plot;
import musubi.tracking.counts.ClickTimes.Step;

/** When people clicked, as charts: by hours, then by days. Pure. */
final class ReportPlots {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H:mm");

    private ReportPlots() {}

    /** Up to now, or to the end of the first days; empty before the first message. */
    static Optional<Plot> hours(BroadcastReport report, ZoneId zone, Layout layout) {
        return first(report).map(first -> {
            var found = report.times().stream().filter(Step::isHour).collect(toMap(Step::at, Function.identity()));
            var rows = Stream.iterate(
                            first, hour -> !hour.isAfter(report.asOf()), hour -> hour.plus(1, ChronoUnit.HOURS))
                    .limit(Reports.HOURS)
                    .map(hour -> {
                        var at = hour.atZone(zone);
                        return row(
                                layout.dayOfYear(at.toLocalDate()) + " " + HOUR.format(at),
                                found.getOrDefault(hour, new Step(hour, true, 0, 0)),
                                report);
                    })
                    .toList();
            return plot(report, rows);
        });
    }

    /** After these hours; empty before that. */
    static Optional<Plot> days(BroadcastReport report, ZoneId zone, Layout layout) {
        return first(report)
                .map(first -> first.plus(Reports.HOURS, ChronoUnit.HOURS))
                .filter(change -> !change.isAfter(report.asOf()))
                .map(change -> {
                    var found = report.times().stream()
                            .filter(step -> !step.isHour())
                            .collect(toMap(step -> LocalDate.ofInstant(step.at(), zone), Function.identity()));
                    var last = LocalDate.ofInstant(report.asOf(), zone);
                    var rows = LocalDate.ofInstant(change, zone)
                            .datesUntil(last.plusDays(1))
                            .limit(Reports.DAYS)
                            .map(day -> row(
                                    layout.dayOfYear(day),
                                    found.getOrDefault(day, new Step(report.asOf(), false, 0, 0)),
                                    report))
                            .toList();
                    return plot(report, rows);
                });
    }

    private static Optional<Instant> first(BroadcastReport report) {
        return report.broadcast().startedAt().map(start -> start.truncatedTo(ChronoUnit.HOURS));
    }

    private static boolean countsPeople(BroadcastReport report) {
        return report.broadcast().tracking() == Tracking.PERSON;
    }

    private static Row row(String label, Step step, BroadcastReport report) {
        return new Row(label, countsPeople(report) ? List.of(step.clicks(), step.people()) : List.of(step.clicks()));
    }

    private static Plot plot(BroadcastReport report, List<Row> rows) {
        return Plot.of(new Chart(
                Kind.BAR,
                countsPeople(report)
                        ? List.of("report.series.clicks", "report.series.people")
                        : List.of("report.series.clicks"),
                rows));
    }
}
