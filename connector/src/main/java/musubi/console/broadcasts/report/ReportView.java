package musubi.console.broadcasts.report;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Tracking;
import musubi.broadcast.opens.Opens.Untold;
import musubi.broadcast.report.BroadcastReport;
import musubi.broadcast.report.BroadcastReport.RemainderResult;
import musubi.broadcast.report.BroadcastReport.VariantResult;
import musubi.broadcast.report.VariantVerdict;
import musubi.broadcast.winner.CountedVariant;
import musubi.console.layout.Layout;
import musubi.console.layout.Plot;

/**
 * A report on a page.
 *
 * @param begun whether a message has gone out; without it there is nothing to say
 * @param going whether it is still being sent
 * @param opened when LINE counted those who opened it; empty: LINE says nothing
 * @param untold why there is no number of those who opened it
 * @param blockedUntil until when it is counted who blocks the account; empty: it is not counted, or the end is not known yet
 * @param blockedCounted whether it is counted
 */
record ReportView(
        UUID id,
        UUID connectionId,
        String title,
        BroadcastState state,
        Tracking tracking,
        boolean begun,
        boolean going,
        List<Funnel.Step> funnel,
        long clicks,
        List<LinkRow> links,
        List<VariantRow> variants,
        Optional<VerdictWords> verdict,
        Optional<RemainderWords> remainder,
        Optional<Plot> hours,
        Optional<Plot> days,
        Optional<ZonedDateTime> opened,
        Optional<Untold> untold,
        boolean blockedCounted,
        Optional<ZonedDateTime> blockedUntil,
        ZonedDateTime asOf) {

    private static final Duration COUNTED = Duration.ofDays(3);

    /**
     * A link.
     *
     * @param variant empty where there is only one message
     * @param remainder whether those have it who waited for the winner
     * @param share of those who got it
     */
    record LinkRow(int number, String url, String variant, boolean remainder, long people, String share, long clicks) {}

    /**
     * A variant.
     *
     * @param interval between which shares the true click rate probably is
     */
    record VariantRow(
            String name, int percent, long recipients, long people, String rate, String interval, long clicks) {}

    /** What the click rates say: the text {@code key} with the names of the best variant and the next one. */
    record VerdictWords(String key, String best, String next) {

        private static VerdictWords of(VariantVerdict verdict, List<VariantResult> variants) {
            return new VerdictWords(
                    "report.verdict." + verdict.kind(),
                    variants.get(verdict.best()).name(),
                    variants.get(verdict.next()).name());
        }
    }

    /**
     * Which variant the remainder got.
     *
     * @param key of the sentence that says how it was decided
     */
    record RemainderWords(String key, ZonedDateTime at, VariantRow row) {

        private static RemainderWords of(RemainderResult remainder, ZoneId zone, Layout layout) {
            return new RemainderWords(
                    "report.winner." + remainder.decided().by(),
                    remainder.decided().at().atZone(zone),
                    variant(remainder.result(), layout));
        }
    }

    static ReportView of(BroadcastReport report, ZoneId zone, Layout layout) {
        var one = report.broadcast();
        return new ReportView(
                one.id(),
                one.connectionId(),
                one.title(),
                one.state(),
                one.tracking(),
                one.startedAt().isPresent(),
                one.startedAt().isPresent() && one.finishedAt().isEmpty(),
                Funnel.of(report, layout),
                one.counts().clicks().clicks(),
                links(report, layout),
                report.variants().stream().map(each -> variant(each, layout)).toList(),
                report.verdict().map(verdict -> VerdictWords.of(verdict, report.variants())),
                report.remainder().map(remainder -> RemainderWords.of(remainder, zone, layout)),
                ReportPlots.hours(report, zone, layout),
                ReportPlots.days(report, zone, layout),
                report.opened().map(opened -> opened.asOf().atZone(zone)),
                one.line().opens().untold().filter(_ -> report.opened().isEmpty()),
                report.blocked().isPresent(),
                report.blocked()
                        .flatMap(_ -> one.finishedAt())
                        .map(end -> end.plus(COUNTED))
                        .filter(until -> until.isAfter(report.asOf()))
                        .map(until -> until.atZone(zone)),
                report.asOf().atZone(zone));
    }

    private static List<LinkRow> links(BroadcastReport report, Layout layout) {
        return report.links().stream()
                .map(link -> {
                    var variant = report.resultOf(link.variant());
                    var of = variant.map(each -> each.clicked().of())
                            .orElse(report.broadcast().counts().delivery().sent());
                    return new LinkRow(
                            link.number(),
                            link.url(),
                            variant.map(VariantResult::name).orElse(""),
                            CountedVariant.of(link.variant(), report.broadcast())
                                    .filter(CountedVariant::remainder)
                                    .isPresent(),
                            link.people(),
                            Percent.of(link.people(), of, layout),
                            link.clicks());
                })
                .toList();
    }

    private static VariantRow variant(VariantResult variant, Layout layout) {
        var clicked = variant.clicked();
        return new VariantRow(
                variant.name(),
                variant.percent(),
                clicked.of(),
                clicked.part(),
                Percent.of(clicked.part(), clicked.of(), layout),
                Percent.interval(clicked, layout),
                variant.clicks());
    }

    /** Whether it is known who clicked. */
    public boolean people() {
        return tracking == Tracking.PERSON;
    }

    /** Whether clicks are counted at all. */
    public boolean tracked() {
        return tracking != Tracking.OFF;
    }
}
