package musubi.broadcast.winner;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import musubi.broadcast.Tracking;
import musubi.broadcast.Variant;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.store.VariantPeople;
import musubi.broadcast.store.WinnerRepository;
import musubi.broadcast.winner.BestRate.Rate;
import musubi.delivery.Deliveries;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryStateException;
import musubi.tracking.counts.ClickTimes;
import musubi.tracking.counts.ClickTimes.OfVariant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Decides, once, which variant the remainder of a broadcast gets, and has it sent. */
@Component
final class DecideWinner {

    private final WinnerRepository repository;
    private final VariantPeople variantPeople;
    private final ClickTimes clicks;
    private final Deliveries deliveries;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DecideWinner(
            WinnerRepository repository,
            VariantPeople variantPeople,
            ClickTimes clicks,
            Deliveries deliveries,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.variantPeople = variantPeople;
        this.clicks = clicks;
        this.deliveries = deliveries;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** By the clicks until now; where they do not say it, it is noted that a person has to. */
    void byClicks(StoredBroadcast broadcast) {
        switch (BestRate.of(rates(broadcast))) {
            case BestRate.Best best -> decide(broadcast, best.variant(), WinnerRule.By.CLICK_RATE);
            case BestRate.None none -> repository.undecided(broadcast.id(), none.why());
        }
    }

    private List<Rate> rates(StoredBroadcast broadcast) {
        var people = variantPeople.of(broadcast.id());
        Map<Integer, OfVariant> clicked = clicks.variants(broadcast.id()).stream()
                .collect(Collectors.toMap(OfVariant::variant, Function.identity()));
        return IntStream.range(0, broadcast.content().variants().size())
                .mapToObj(variant -> {
                    var found = clicked.getOrDefault(variant, new OfVariant(variant, 0, 0));
                    return new Rate(
                            broadcast.tracking() == Tracking.PERSON ? found.people() : found.clicks(),
                            people.getOrDefault(variant, 0L));
                })
                .toList();
    }

    /**
     * The decision, whom it is for, and that their calls are made: all of it in one transaction.
     *
     * @return false: it was decided before
     * @throws DeliveryStateException when nothing is held, or the delivery is neither being sent nor paused while it was
     */
    boolean decide(StoredBroadcast broadcast, int variant, WinnerRule.By by) {
        var id = broadcast.id();
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            if (!repository.decide(id, variant, by, clock.instant())) {
                return false;
            }
            var held = deliveries.find(id).map(Delivery::held).map(one -> one.people());
            deliveries.release(id, variant);
            variantPeople.add(
                    id,
                    Map.of(
                            Variant.ofRemainder(
                                    variant, broadcast.content().variants().size()),
                            held.orElse(0L)));
            return true;
        }));
    }
}
