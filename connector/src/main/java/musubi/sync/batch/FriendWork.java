package musubi.sync.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import musubi.contact.Change;
import musubi.contact.LineUserId;
import musubi.inbox.PendingEvent;

/**
 * All events of one friend that are applied together.
 *
 * @param change the events, folded into one
 * @param events in the order of their arrival; never empty
 */
public record FriendWork(LineUserId friend, Change change, List<PendingEvent> events) {

    /** Together with later events of the same friend. */
    public FriendWork and(FriendWork later) {
        var all = new ArrayList<>(events);
        all.addAll(later.events);
        return new FriendWork(friend, change.and(later.change), all);
    }

    /** The same without the texts of these messages, which the friend took back. */
    public FriendWork without(Set<String> messageIds) {
        return new FriendWork(friend, change.and(Change.takenBack(messageIds)), events);
    }

    /** How many attempts failed, of the event with the most. */
    public int attempts() {
        return events.stream().mapToInt(PendingEvent::attempts).max().orElse(0);
    }

    /** When the oldest of the events arrived. */
    public Instant receivedAt() {
        return events.stream()
                .map(PendingEvent::receivedAt)
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
