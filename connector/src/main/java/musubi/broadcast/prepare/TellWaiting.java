package musubi.broadcast.prepare;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import musubi.broadcast.audience.Patience;
import musubi.delivery.Deliveries;
import musubi.delivery.Waiting.ForHubSpot;
import musubi.delivery.Waiting.ForHubSpot.Cause;
import musubi.hubspot.HubSpotException;
import org.jspecify.annotations.Nullable;

/** Waits for HubSpot while a broadcast may be prepared, and has its page say so when that takes a while. Thread-safe. */
final class TellWaiting implements Patience {

    /** A call that fails now and then is nothing to tell. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private final Deliveries deliveries;
    private final UUID id;
    private final BooleanSupplier goesOn;
    private final Clock clock;
    private @Nullable Instant since;
    private Optional<ForHubSpot> told;

    TellWaiting(Deliveries deliveries, UUID id, BooleanSupplier goesOn, Clock clock) {
        this.deliveries = deliveries;
        this.id = id;
        this.goesOn = goesOn;
        this.clock = clock;
        this.told = toldBefore();
    }

    /** A process that was killed left it as it was. */
    private Optional<ForHubSpot> toldBefore() {
        return deliveries
                .find(id)
                .flatMap(delivery -> delivery.waiting())
                .filter(ForHubSpot.class::isInstance)
                .map(ForHubSpot.class::cast);
    }

    @Override
    public boolean goesOn() {
        return goesOn.getAsBoolean();
    }

    @Override
    public synchronized void waits(HubSpotException failure) {
        var now = clock.instant();
        var begun = since == null ? told.map(ForHubSpot::since).orElse(now) : since;
        since = begun;
        var cause = cause(failure);
        if (!now.isBefore(begun.plus(A_WHILE))
                && told.filter(before -> before.cause() == cause).isEmpty()) {
            tell(Optional.of(new ForHubSpot(cause, begun)));
        }
    }

    @Override
    public synchronized void answered() {
        since = null;
        if (told.isPresent()) {
            tell(Optional.empty());
        }
    }

    private void tell(Optional<ForHubSpot> waiting) {
        deliveries.waits(id, waiting);
        told = waiting;
    }

    private static Cause cause(HubSpotException failure) {
        return switch (failure.kind()) {
            case LIMITED -> Cause.LIMITED;
            case QUOTA -> Cause.QUOTA;
            case RETRY, AUTH, REJECTED -> Cause.UNAVAILABLE;
        };
    }
}
