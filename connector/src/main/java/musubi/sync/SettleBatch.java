package musubi.sync;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.inbox.EventKind;
import musubi.inbox.EventQueue;
import musubi.inbox.FriendsBlocked;
import musubi.inbox.Settlement;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.OutcomeMetrics;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Passes the outcomes of a batch on to the inbox, all at once, and then to all others whom they concern. */
@Component
final class SettleBatch {

    private final EventQueue queue;
    private final WrongIds wrongIds;
    private final OutcomeMetrics metrics;
    private final ApplicationEventPublisher events;

    SettleBatch(EventQueue queue, WrongIds wrongIds, OutcomeMetrics metrics, ApplicationEventPublisher events) {
        this.queue = queue;
        this.wrongIds = wrongIds;
        this.metrics = metrics;
        this.events = events;
    }

    /**
     * Settles a batch.
     *
     * @param invalidIds that are listed among the failures now, by record id
     */
    void settle(Connection connection, BatchOutcomes outcomes, Map<String, String> invalidIds) {
        var connectionId = connection.id();
        var settlement = outcomes.settlement();
        settlement.countByDaysOf(connection.timeZone());
        queue.settle(settlement, () -> {
            wrongIds.note(connectionId, invalidIds);
            var blocked = blocked(settlement);
            if (!blocked.isEmpty()) {
                events.publishEvent(new FriendsBlocked(connectionId, blocked));
            }
            var activities = outcomes.activities();
            if (!activities.isEmpty()) {
                events.publishEvent(new ContactActivity(connectionId, activities));
            }
            // in one order, so that two batches that count the same links never deadlock
            outcomes.links().stream()
                    .sorted()
                    .forEach(link -> events.publishEvent(new ContactCreatedByLink(connectionId, link)));
        });
        metrics.count(connectionId, outcomes.outcomes());
    }

    private static List<FriendsBlocked.Blocked> blocked(Settlement settlement) {
        return Stream.concat(
                        settlement.finished().stream(),
                        settlement.failed().stream().map(Settlement.Failed::event))
                .filter(event -> event.payload().kind() == EventKind.UNFOLLOW)
                .map(event -> new FriendsBlocked.Blocked(
                        event.friend(), Payload.blockedAt(event.payload()).orElse(event.receivedAt())))
                .toList();
    }
}
