package musubi.broadcast.report;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import musubi.broadcast.Broadcast;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.Tracking;
import musubi.broadcast.report.BroadcastReport.Opened;
import musubi.broadcast.report.BroadcastReport.VariantResult;
import musubi.broadcast.store.VariantPeople;
import musubi.delivery.BlockedAfter;
import musubi.tracking.counts.ClickTimes;
import musubi.tracking.counts.ClickTimes.OfVariant;
import musubi.tracking.counts.ClickTimes.Step;
import musubi.tracking.counts.Clicks;
import org.springframework.stereotype.Component;

/** Reads what came of broadcasts. At most eight queries, each by the id of the broadcast, whatever its size. */
@Component
public final class Reports {

    /** Until when it is counted by hours, from the first message on. */
    public static final int HOURS = 48;
    /** Until when it is counted by days; later clicks are in the sums alone. */
    public static final int DAYS = 92;

    private final Broadcasts broadcasts;
    private final Clicks clicks;
    private final ClickTimes times;
    private final VariantPeople variantPeople;
    private final BlockedAfter blocked;
    private final Clock clock;

    Reports(
            Broadcasts broadcasts,
            Clicks clicks,
            ClickTimes times,
            VariantPeople variantPeople,
            BlockedAfter blocked,
            Clock clock) {
        this.broadcasts = broadcasts;
        this.clicks = clicks;
        this.times = times;
        this.variantPeople = variantPeople;
        this.blocked = blocked;
        this.clock = clock;
    }

    /**
     * Of one broadcast; empty when there is none.
     *
     * @param zone of the days
     */
    public Optional<BroadcastReport> of(UUID id, ZoneId zone) {
        return broadcasts.find(id).map(found -> of(found, zone));
    }

    private BroadcastReport of(Broadcast broadcast, ZoneId zone) {
        var id = broadcast.id();
        var variants = variants(broadcast);
        return new BroadcastReport(
                broadcast,
                clicks.links(id),
                variants,
                variants.size() > 1 && broadcast.tracking() == Tracking.PERSON
                        ? Optional.of(VariantVerdict.of(
                                variants.stream().map(VariantResult::clicked).toList()))
                        : Optional.empty(),
                steps(broadcast, zone),
                Optional.ofNullable(blocked.of(List.of(id)).get(id)),
                opened(broadcast),
                clock.instant());
    }

    private List<VariantResult> variants(Broadcast broadcast) {
        var asked = broadcast.content().variants();
        if (asked.isEmpty()) {
            return List.of();
        }
        var people = variantPeople.of(broadcast.id());
        var counted = times.variants(broadcast.id()).stream()
                .collect(Collectors.toMap(OfVariant::variant, Function.identity()));
        return IntStream.range(0, asked.size())
                .mapToObj(index -> {
                    var of = people.getOrDefault(index, 0L);
                    var found = counted.getOrDefault(index, new OfVariant(index, 0, 0));
                    return new VariantResult(
                            asked.get(index).name(),
                            asked.get(index).percent(),
                            new Proportion(Math.min(found.people(), of), of),
                            found.clicks());
                })
                .toList();
    }

    private List<Step> steps(Broadcast broadcast, ZoneId zone) {
        return broadcast
                .startedAt()
                .map(start -> {
                    var first = start.truncatedTo(ChronoUnit.HOURS);
                    return times.steps(
                            broadcast.id(), first, Duration.ofHours(HOURS), first.plus(DAYS, ChronoUnit.DAYS), zone);
                })
                .orElse(List.of());
    }

    private static Optional<Opened> opened(Broadcast broadcast) {
        var opens = broadcast.line().opens();
        return opens.asOf()
                .filter(_ -> opens.openedPeople().isPresent())
                .map(at -> new Opened(opens.openedPeople().getAsLong(), at));
    }
}
