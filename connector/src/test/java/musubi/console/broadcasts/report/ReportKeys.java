package musubi.console.broadcasts.report;

import java.util.Arrays;
import java.util.stream.Stream;
import musubi.broadcast.LeftOut;
import musubi.broadcast.opens.Opens.Untold;
import musubi.broadcast.report.ComparedBroadcast;
import musubi.broadcast.report.VariantVerdict;
import musubi.broadcast.winner.WinnerRule;
import musubi.console.BuiltKeys;

/** The keys of texts that the pages about what came of broadcasts put together. */
public final class ReportKeys {

    private ReportKeys() {}

    public static void addTo(BuiltKeys keys) {
        for (var what : new String[] {"report.step.", "report.means."}) {
            keys.put(
                    what,
                    Stream.of(
                            "audience",
                            "leftOut",
                            "recipients",
                            "sent",
                            "uncertain",
                            "refused",
                            "counted",
                            "opened",
                            "clicked",
                            "estimated",
                            "blocked24",
                            "blocked72"));
        }
        keys.put("report.of.", Stream.of("audience", "recipients", "sent"));
        keys.names("report.untold.", Untold.values());
        keys.names("report.verdict.", VariantVerdict.Kind.values());
        keys.names("report.compare.", ComparedBroadcast.Order.values());
        keys.put(
                "report.part.",
                Stream.of(
                        "audience",
                        "leftOut",
                        "delivery",
                        "reaction",
                        "link",
                        "variant",
                        "hour",
                        "day",
                        "winner",
                        "remainder",
                        "remainderLink"));
        keys.names("report.winner.", WinnerRule.By.values());
        keys.names("report.item.decidedBy.", WinnerRule.By.values());
        keys.put(
                "report.item.",
                Stream.concat(
                        Arrays.stream(LeftOut.values()).map(LeftOut::key),
                        Stream.of(
                                "listed",
                                "lookedAt",
                                "recipients",
                                "sent",
                                "uncertain",
                                "refused",
                                "lineCounted",
                                "openedPeople",
                                "clickedPeople",
                                "estimatedOpens",
                                "blockedWithin24h",
                                "blockedWithin72h")));
        keys.put(
                "report.column.",
                Stream.of(
                        "part",
                        "item",
                        "variant",
                        "people",
                        "clicks",
                        "share",
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
                        "clickRate",
                        "blockedWithin24h",
                        "blockedWithin72h"));
        keys.put(
                "report.trouble.",
                BuiltKeys.parts(Stream.of("away", "quota", "auth", "scope", "refused"), "what", "meaning", "todo"));
    }
}
