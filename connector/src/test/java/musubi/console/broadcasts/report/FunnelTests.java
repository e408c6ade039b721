package musubi.console.broadcasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import musubi.broadcast.Audience;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.BroadcastCounts;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.LeftOut;
import musubi.broadcast.Tracking;
import musubi.broadcast.opens.LineNumbers;
import musubi.broadcast.report.BroadcastReport;
import musubi.broadcast.report.BroadcastReport.Opened;
import musubi.console.layout.Layout;
import musubi.delivery.BlockedCounts;
import musubi.delivery.DeliveryCounts;
import musubi.tracking.counts.Clicks;
import musubi.user.Language;
import org.junit.jupiter.api.Test;

class FunnelTests {

    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

    private static final Layout LAYOUT = new Layout(
            Optional.empty(),
            Language.EN,
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            new Layout.NavLink("", "", "", false));

    private static List<String> funnel(
            Tracking tracking, DeliveryCounts counts, Optional<Opened> opened, Optional<BlockedCounts> blocked) {
        var broadcast = new Broadcast(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "Sale",
                BroadcastState.DONE,
                new BroadcastContent(Optional.empty(), Optional.empty(), List.of()),
                new Audience(Set.of(1L), Set.of(), false, OptionalInt.empty()),
                tracking,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new BroadcastCounts(
                        120, Map.of(LeftOut.BLOCKED, 15L, LeftOut.DUPLICATE, 5L), counts, new Clicks.Sum(20, 30)),
                LineNumbers.NONE,
                Optional.empty(),
                NOW,
                Optional.empty(),
                Optional.of(NOW),
                Optional.of(NOW));
        return Funnel.of(
                        new BroadcastReport(
                                broadcast,
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                blocked,
                                opened,
                                NOW),
                        LAYOUT)
                .stream()
                .map(step -> "%s %d %s"
                        .formatted(step.key(), step.people(), step.share())
                        .strip())
                .toList();
    }

    @Test
    void eachStepHasItsShareOfTheOneItComesFrom() {
        assertThat(funnel(
                        Tracking.PERSON,
                        new DeliveryCounts(80, 75, 3, 2),
                        Optional.of(new Opened(50, NOW)),
                        Optional.of(new BlockedCounts(3, 6))))
                .containsExactly(
                        "report.step.audience 100",
                        "report.step.leftOut 20 20.0%",
                        "broadcasts.leftOut.BLOCKED 15 15.0%",
                        "broadcasts.leftOut.DUPLICATE 5 5.0%",
                        "report.step.recipients 80 80.0%",
                        "report.step.sent 75 93.8%",
                        "report.step.uncertain 3 3.8%",
                        "report.step.refused 2 2.5%",
                        "report.step.opened 50 66.7%",
                        "report.step.clicked 20 26.7%",
                        "report.step.blocked24 3 4.0%",
                        "report.step.blocked72 6 8.0%");
    }

    @Test
    void whatIsNotCountedIsNoStep() {
        assertThat(funnel(Tracking.SHARED, new DeliveryCounts(80, 80, 0, 0), Optional.empty(), Optional.empty()))
                .endsWith("report.step.recipients 80 80.0%", "report.step.sent 80 100.0%")
                .noneMatch(step -> step.contains("clicked") || step.contains("opened") || step.contains("blocked2"));
    }
}
