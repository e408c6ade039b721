package musubi.console.broadcasts.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import musubi.broadcast.LeftOut;
import musubi.broadcast.Tracking;
import musubi.broadcast.report.BroadcastReport;
import musubi.console.layout.Layout;

/** The steps from the audience of a broadcast to what its people did. Pure. */
final class Funnel {

    private final BroadcastReport report;
    private final Layout layout;
    private final List<Step> steps = new ArrayList<>();

    private Funnel(BroadcastReport report, Layout layout) {
        this.report = report;
        this.layout = layout;
    }

    /**
     * A step.
     *
     * @param key of its name; {@code report.means.…} says what it counts, unless it is a reason
     * @param kind {@code main}, {@code out}, {@code reason}, or {@code lost}: a class of the style sheet
     * @param share of {@code of}; see {@link Percent}
     * @param of message key of what the share is of; empty: of nothing
     * @param width of its bar in percent
     */
    record Step(String key, String means, String kind, long people, String share, String of, String width) {}

    static List<Step> of(BroadcastReport report, Layout layout) {
        return new Funnel(report, layout).steps();
    }

    private List<Step> steps() {
        var counts = report.broadcast().counts();
        var delivery = counts.delivery();
        var audience = report.audience();
        var sent = delivery.sent();
        add("audience", "main", audience, audience, "");
        if (report.leftOut() > 0) {
            add("leftOut", "out", report.leftOut(), audience, "audience");
        }
        Arrays.stream(LeftOut.values()).forEach(reason -> {
            var people = counts.leftOut().getOrDefault(reason, 0L);
            if (people > 0) {
                steps.add(step("broadcasts.leftOut." + reason, "", "reason", people, audience, "audience"));
            }
        });
        add("recipients", "main", delivery.recipients(), audience, "audience");
        add("sent", "main", sent, delivery.recipients(), "recipients");
        if (delivery.uncertain() > 0) {
            add("uncertain", "lost", delivery.uncertain(), delivery.recipients(), "recipients");
        }
        if (delivery.refused() > 0) {
            add("refused", "lost", delivery.refused(), delivery.recipients(), "recipients");
        }
        report.broadcast().line().counted().ifPresent(counted -> add("counted", "main", counted, sent, "sent"));
        report.opened().ifPresent(opened -> add("opened", "main", opened.people(), sent, "sent"));
        if (report.broadcast().tracking() == Tracking.PERSON) {
            add("clicked", "main", counts.clicks().people(), sent, "sent");
        }
        report.broadcast()
                .estimatedOpens()
                .filter(opens -> opens.people() > 0)
                .ifPresent(opens -> add("estimated", "main", opens.people(), sent, "sent"));
        report.blocked().ifPresent(blocked -> {
            add("blocked24", "lost", blocked.within24h(), sent, "sent");
            add("blocked72", "lost", blocked.within72h(), sent, "sent");
        });
        return steps;
    }

    private void add(String name, String kind, long people, long of, String ofWhat) {
        steps.add(step("report.step." + name, "report.means." + name, kind, people, of, ofWhat));
    }

    private Step step(String key, String means, String kind, long people, long of, String ofWhat) {
        var share = of == 0 ? 0 : Math.min(1, (double) people / of);
        return new Step(
                key,
                means,
                kind,
                people,
                ofWhat.isEmpty() ? "" : Percent.of(people, of, layout),
                ofWhat.isEmpty() ? "" : "report.of." + ofWhat,
                String.format(Locale.ROOT, "%.1f", 100 * share));
    }
}
