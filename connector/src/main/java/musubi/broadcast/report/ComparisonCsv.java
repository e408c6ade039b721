package musubi.broadcast.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import musubi.broadcast.Tracking;
import musubi.broadcast.report.NumbersCsv.Words;

/** The broadcasts of a period as a file: a line for each. */
public final class ComparisonCsv {

    /** Lines of a file at most. */
    public static final int MAX_ROWS = 10_000;

    private ComparisonCsv() {}

    /**
     * The whole file.
     *
     * @param zone of times
     */
    public static String of(List<ComparedBroadcast> broadcasts, ZoneId zone, Words words) {
        return NumbersCsv.text(
                NumbersCsv.heading(
                        words,
                        "id",
                        "title",
                        "state",
                        "startedAt",
                        "finishedAt",
                        "listed",
                        "leftOut",
                        "recipients",
                        "sent",
                        "uncertain",
                        "refused",
                        "clickedPeople",
                        "clicks",
                        "clickRate",
                        "blockedWithin24h",
                        "blockedWithin72h"),
                broadcasts.stream().map(one -> row(one, zone, words)));
    }

    private static List<String> row(ComparedBroadcast one, ZoneId zone, Words words) {
        var counts = one.counts();
        return List.of(
                one.id().toString(),
                one.title(),
                words.of("broadcasts.state." + one.state()),
                time(one.startedAt(), zone),
                one.finishedAt().map(at -> time(at, zone)).orElse(""),
                Long.toString(one.listed()),
                Long.toString(one.leftOut()),
                Long.toString(counts.recipients()),
                Long.toString(counts.sent()),
                Long.toString(counts.uncertain()),
                Long.toString(counts.refused()),
                one.tracking() == Tracking.PERSON ? Long.toString(one.clicks().people()) : "",
                Long.toString(one.clicks().clicks()),
                one.clicked()
                        .map(clicked -> NumbersCsv.share(clicked.part(), clicked.of()))
                        .orElse(""),
                one.blocked().map(blocked -> Long.toString(blocked.within24h())).orElse(""),
                one.blocked().map(blocked -> Long.toString(blocked.within72h())).orElse(""));
    }

    private static String time(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.atZone(zone).truncatedTo(ChronoUnit.SECONDS).toOffsetDateTime());
    }
}
