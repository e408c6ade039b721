package musubi.sync;

import java.util.Map;
import java.util.UUID;
import musubi.inbox.Inbox;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.OutcomeMetrics;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Passes the outcomes of a batch on to the inbox, all at once, and then to all others whom they concern. */
@Component
final class SettleBatch {

    private final Inbox inbox;
    private final WrongIds wrongIds;
    private final OutcomeMetrics metrics;
    private final ApplicationEventPublisher events;

    SettleBatch(Inbox inbox, WrongIds wrongIds, OutcomeMetrics metrics, ApplicationEventPublisher events) {
        this.inbox = inbox;
        this.wrongIds = wrongIds;
        this.metrics = metrics;
        this.events = events;
    }

    /**
     * Settles a batch.
     *
     * @param invalidIds that are listed among the failures now, by record id
     */
    void settle(UUID connectionId, BatchOutcomes outcomes, Map<String, String> invalidIds) {
        inbox.settle(outcomes.settlement());
        wrongIds.note(connectionId, invalidIds);
        metrics.count(connectionId, outcomes.outcomes());
        outcomes.links().forEach(link -> events.publishEvent(new ContactCreatedByLink(connectionId, link)));
    }
}
