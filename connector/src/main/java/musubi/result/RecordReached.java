package musubi.result;

import java.time.Clock;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.sending.SendingOptions;
import musubi.delivery.DeliveryListener;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.PersonOutcome;
import musubi.result.store.ReachedRepository;
import musubi.tracking.ClickListener;
import org.springframework.stereotype.Component;

/** Notes whom broadcasts reached and who opened a link, in the transactions that count them, so that none of them gets lost. */
@Component
final class RecordReached implements DeliveryListener, ClickListener {

    private final ReachedRepository repository;
    private final Connections connections;
    private final Clock clock;

    RecordReached(ReachedRepository repository, Connections connections, Clock clock) {
        this.repository = repository;
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public DeliveryPurpose purpose() {
        return DeliveryPurpose.BROADCAST;
    }

    @Override
    public void started(UUID delivery, UUID connectionId) {
        var options = connections
                .find(connectionId)
                .map(connection -> connection.options().sending())
                .orElse(SendingOptions.DEFAULT);
        repository.started(delivery, connectionId, options, clock.instant());
    }

    @Override
    public void settled(UUID delivery, PersonOutcome outcome, long[] contactIds) {
        switch (outcome) {
            case REACHED, REACHED_AFTER_DOUBT -> repository.reached(delivery, contactIds, clock.instant());
            case REFUSED, UNCERTAIN, REFUSED_AFTER_DOUBT -> {
                // they did not get it, as far as anybody knows
            }
        }
    }

    @Override
    public void firstClicks(UUID id, long[] contactIds) {
        repository.clicked(id, contactIds, clock.instant());
    }
}
