package musubi.broadcast.report;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import musubi.broadcast.Broadcast;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.Tracking;
import musubi.broadcast.Variant;
import musubi.broadcast.report.BroadcastReport.Opened;
import musubi.broadcast.report.BroadcastReport.RemainderResult;
import musubi.broadcast.report.BroadcastReport.VariantResult;
import musubi.broadcast.store.VariantPeople;
import musubi.broadcast.winner.CountedVariant;
import musubi.broadcast.winner.Winner;
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
        var numbers = numbers(broadcast);
        var variants = variants(broadcast, numbers);
        return new BroadcastReport(
                broadcast,
                clicks.links(id).stream()
                        .filter(link ->
                                CountedVariant.of(link.variant(), broadcast).isPresent())
                        .toList(),
                variants,
                variants.size() > 1 && broadcast.tracking() == Tracking.PERSON
                        ? Optional.of(VariantVerdict.of(
                                variants.stream().map(VariantResult::clicked).toList()))
                        : Optional.empty(),
                remainder(broadcast, numbers),
                steps(broadcast, zone),
                Optional.ofNullable(blocked.of(List.of(id)).get(id)),
                opened(broadcast),
                clock.instant());
    }

    /** By the index by which it is counted: people who got it, and clicks. */
    private record Numbers(Map<Integer, Long> people, Map<Integer, OfVariant> clicks) {

        private VariantResult result(String name, int percent, int index) {
            var of = people.getOrDefault(index, 0L);
            var found = clicks.getOrDefault(index, new OfVariant(index, 0, 0));
            return new VariantResult(name, percent, new Proportion(Math.min(found.people(), of), of), found.clicks());
        }
    }

    private Numbers numbers(Broadcast broadcast) {
        if (broadcast.content().variants().isEmpty()) {
            return new Numbers(Map.of(), Map.of());
        }
        return new Numbers(
                variantPeople.of(broadcast.id()),
                times.variants(broadcast.id()).stream()
                        .collect(Collectors.toMap(OfVariant::variant, Function.identity())));
    }

    private static List<VariantResult> variants(Broadcast broadcast, Numbers numbers) {
        var asked = broadcast.content().variants();
        return IntStream.range(0, asked.size())
                .mapToObj(index ->
                        numbers.result(asked.get(index).name(), asked.get(index).percent(), index))
                .toList();
    }

    private static Optional<RemainderResult> remainder(Broadcast broadcast, Numbers numbers) {
        var content = broadcast.content();
        return broadcast
                .winner()
                .flatMap(Winner::decided)
                .map(decided -> new RemainderResult(
                        decided,
                        numbers.result(
                                content.variants().get(decided.variant()).name(),
                                content.remainder(),
                                Variant.ofRemainder(
                                        decided.variant(), content.variants().size()))));
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
