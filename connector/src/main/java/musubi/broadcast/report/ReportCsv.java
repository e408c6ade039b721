package musubi.broadcast.report;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import musubi.broadcast.LeftOut;
import musubi.broadcast.Tracking;
import musubi.broadcast.report.BroadcastReport.VariantResult;
import musubi.broadcast.report.NumbersCsv.Words;
import musubi.broadcast.winner.CountedVariant;
import musubi.tracking.counts.ClickTimes.Step;

/** The report of a broadcast as a file: a line for each number. */
public final class ReportCsv {

    private final BroadcastReport report;
    private final Words words;
    private final ZoneId zone;
    private final List<List<String>> rows = new ArrayList<>();

    private ReportCsv(BroadcastReport report, ZoneId zone, Words words) {
        this.report = report;
        this.words = words;
        this.zone = zone;
    }

    /**
     * The whole file.
     *
     * @param zone of times and days
     */
    public static String of(BroadcastReport report, ZoneId zone, Words words) {
        return new ReportCsv(report, zone, words).text();
    }

    private String text() {
        people();
        links();
        variants();
        report.times().forEach(this::time);
        return NumbersCsv.text(
                NumbersCsv.heading(words, "part", "item", "variant", "people", "clicks", "share"), rows.stream());
    }

    private void people() {
        var counts = report.broadcast().counts();
        var delivery = counts.delivery();
        people("audience", "listed", counts.listed(), 0);
        people("audience", "lookedAt", report.audience(), report.audience());
        Arrays.stream(LeftOut.values())
                .forEach(reason ->
                        people("leftOut", reason.key(), counts.leftOut().getOrDefault(reason, 0L), report.audience()));
        people("audience", "recipients", delivery.recipients(), report.audience());
        people("delivery", "sent", delivery.sent(), delivery.recipients());
        people("delivery", "uncertain", delivery.uncertain(), delivery.recipients());
        people("delivery", "refused", delivery.refused(), delivery.recipients());
        report.broadcast()
                .line()
                .counted()
                .ifPresent(counted -> people("delivery", "lineCounted", counted, delivery.sent()));
        report.opened().ifPresent(opened -> people("reaction", "openedPeople", opened.people(), delivery.sent()));
        var people = report.broadcast().tracking() == Tracking.PERSON;
        row(
                "reaction",
                words.of("report.item.clickedPeople"),
                "",
                people ? number(counts.clicks().people()) : "",
                number(counts.clicks().clicks()),
                people ? NumbersCsv.share(counts.clicks().people(), delivery.sent()) : "");
        report.broadcast()
                .estimatedOpens()
                .ifPresent(opens -> row(
                        "reaction",
                        words.of("report.item.estimatedOpens"),
                        "",
                        number(opens.people()),
                        number(opens.loads()),
                        NumbersCsv.share(opens.people(), delivery.sent())));
        report.blocked().ifPresent(blocked -> {
            people("reaction", "blockedWithin24h", blocked.within24h(), delivery.sent());
            people("reaction", "blockedWithin72h", blocked.within72h(), delivery.sent());
        });
    }

    private void people(String part, String item, long people, long of) {
        row(part, words.of("report.item." + item), "", number(people), "", NumbersCsv.share(people, of));
    }

    private void links() {
        for (var link : report.links()) {
            var counted = CountedVariant.of(link.variant(), report.broadcast());
            var variant = report.resultOf(link.variant());
            row(
                    counted.filter(CountedVariant::remainder).isPresent() ? "remainderLink" : "link",
                    link.url(),
                    variant.map(VariantResult::name).orElse(""),
                    number(link.people()),
                    number(link.clicks()),
                    NumbersCsv.share(
                            link.people(),
                            variant.map(each -> each.clicked().of())
                                    .orElse(report.broadcast()
                                            .counts()
                                            .delivery()
                                            .sent())));
        }
    }

    private void variants() {
        report.variants().forEach(variant -> variant("variant", variant));
        report.remainder().ifPresent(remainder -> {
            var decided = remainder.decided();
            row(
                    "winner",
                    words.of("report.item.decidedBy." + decided.by()),
                    remainder.result().name(),
                    "",
                    "",
                    "");
            row(
                    "winner",
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            decided.at().atZone(zone).truncatedTo(ChronoUnit.SECONDS)),
                    remainder.result().name(),
                    "",
                    "",
                    "");
            variant("remainder", remainder.result());
        });
    }

    private void variant(String part, VariantResult variant) {
        var clicked = variant.clicked();
        row(part, words.of("report.item.recipients"), variant.name(), number(clicked.of()), "", "");
        row(
                part,
                words.of("report.item.clickedPeople"),
                variant.name(),
                number(clicked.part()),
                number(variant.clicks()),
                NumbersCsv.share(clicked.part(), clicked.of()));
    }

    private void time(Step step) {
        var at = step.at().atZone(zone);
        row(
                step.isHour() ? "hour" : "day",
                step.isHour()
                        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.toOffsetDateTime())
                        : at.toLocalDate().toString(),
                "",
                number(step.people()),
                number(step.clicks()),
                "");
    }

    private void row(String part, String... cells) {
        var row = new ArrayList<String>();
        row.add(words.of("report.part." + part));
        row.addAll(List.of(cells));
        rows.add(row);
    }

    private static String number(long value) {
        return Long.toString(value);
    }
}
