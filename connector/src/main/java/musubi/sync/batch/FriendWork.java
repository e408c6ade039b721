package musubi.sync.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import musubi.contact.Change;
import musubi.contact.LineUserId;
import musubi.inbox.PendingEvent;

/**
 * All events of one friend that are done together.
 *
 * @param change the events, folded into one
 * @param events in the order of their arrival; never empty
 */
record FriendWork(LineUserId friend, Change change, List<PendingEvent> events) {

    FriendWork and(FriendWork later) {
        var all = new ArrayList<>(events);
        all.addAll(later.events);
        return new FriendWork(friend, change.and(later.change), all);
    }

    /** The same, told that these messages were taken back. */
    FriendWork without(Set<String> messageIds) {
        return new FriendWork(friend, change.and(Change.takenBack(messageIds)), events);
    }

    /** How often the most tried of the events was tried in vain. */
    int attempts() {
        return events.stream().mapToInt(PendingEvent::attempts).max().orElse(0);
    }

    /** When the longest waiting of the events arrived. */
    Instant receivedAt() {
        return events.stream()
                .map(PendingEvent::receivedAt)
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
