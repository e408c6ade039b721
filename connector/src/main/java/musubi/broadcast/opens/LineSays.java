package musubi.broadcast.opens;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.delivery.Delivery;
import musubi.delivery.days.SentDays;
import musubi.delivery.days.SentDays.Counted;
import org.springframework.stereotype.Component;

/** Reads what LINE has said of broadcasts. Asks nobody. */
@Component
public final class LineSays {

    private final UnitRepository units;
    private final SentDays days;

    LineSays(UnitRepository units, SentDays days) {
        this.units = units;
        this.days = days;
    }

    /** Of one broadcast. */
    public Opens opens(UUID broadcast) {
        return units.opens(List.of(broadcast)).getOrDefault(broadcast, Opens.NONE);
    }

    /**
     * Of those that have a delivery.
     *
     * @return by the id of the broadcast, of all of them
     */
    public Map<UUID, LineNumbers> of(List<Delivery> deliveries) {
        var ids = deliveries.stream().map(Delivery::id).toList();
        var opens = units.opens(ids);
        var counted = days.counted(ids);
        return deliveries.stream()
                .collect(Collectors.toMap(
                        Delivery::id,
                        delivery -> numbers(
                                delivery,
                                Optional.ofNullable(counted.get(delivery.id())),
                                opens.getOrDefault(delivery.id(), Opens.NONE))));
    }

    /** Of one. */
    public LineNumbers of(Optional<Delivery> delivery) {
        return delivery.map(one -> of(List.of(one)).getOrDefault(one.id(), LineNumbers.NONE))
                .orElse(LineNumbers.NONE);
    }

    /** Only where LINE's days have all messages of the delivery, and none is left that LINE may or may not have. */
    private static LineNumbers numbers(Delivery delivery, Optional<Counted> counted, Opens opens) {
        var own = delivery.endedAt().isPresent() && delivery.counts().uncertain() == 0
                ? counted.filter(one -> one.sent() == delivery.counts().sent())
                : Optional.<Counted>empty();
        return new LineNumbers(
                own.map(Counted::counted).map(OptionalLong::of).orElse(OptionalLong.empty()),
                own.map(Counted::asOf),
                opens);
    }
}
