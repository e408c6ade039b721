package musubi.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /**
     * The first friends of what was taken.
     *
     * @param unreadable gets the events that make no sense
     */
    static List<FriendWork> fold(List<PendingEvent> taken, int friends, List<PendingEvent> unreadable) {
        var work = new LinkedHashMap<String, FriendWork>();
        for (var event : taken) {
            var change = Payload.change(event.payload());
            var friend = LineUserId.parse(event.friend());
            if (change.isEmpty() || friend.isEmpty()) {
                unreadable.add(event);
            } else if (work.size() < friends || work.containsKey(event.friend())) {
                work.merge(event.friend(), new FriendWork(friend.get(), change.get(), List.of(event)), FriendWork::and);
            }
        }
        return List.copyOf(work.values());
    }

    private FriendWork and(FriendWork later) {
        var all = new ArrayList<>(events);
        all.addAll(later.events);
        return new FriendWork(friend, change.and(later.change), all);
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
