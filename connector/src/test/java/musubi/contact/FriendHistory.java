package musubi.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random histories of a friend, and the disorder in which LINE delivers them. */
final class FriendHistory {

    private final RandomGenerator random;

    FriendHistory(RandomGenerator random) {
        this.random = random;
    }

    /** Up to 12 events; several may share a moment. */
    List<FriendEvent> events() {
        var events = new ArrayList<FriendEvent>();
        var ids = List.of("9", "10", "11", "12", "100");
        for (var left = random.nextInt(13); left > 0; left--) {
            var at = Instant.ofEpochMilli(1_790_000_000_000L + random.nextInt(10));
            events.add(
                    switch (random.nextInt(10)) {
                        case 0 -> new FriendEvent.Followed(at, false);
                        case 1 -> new FriendEvent.Followed(at, true);
                        case 2, 3 -> new FriendEvent.Blocked(at);
                        case 4 -> new FriendEvent.Tapped(at);
                        case 5 -> new FriendEvent.Wrote(at, "7", Optional.empty());
                        case 6 -> new FriendEvent.TookBack(at, ids.get(random.nextInt(ids.size())));
                        // nobody chooses both at one moment
                        case 7, 8 -> new FriendEvent.ChoseDelivery(at, at.toEpochMilli() % 3 > 0);
                        default -> wrote(at, ids.get(random.nextInt(ids.size())), events);
                    });
        }
        return events;
    }

    /** A message has one moment and one text, however often it is delivered. */
    private FriendEvent wrote(Instant at, String id, List<FriendEvent> before) {
        return before.stream()
                .filter(event -> event instanceof FriendEvent.Wrote wrote
                        && wrote.messageId().equals(id))
                .findFirst()
                .orElseGet(() -> new FriendEvent.Wrote(at, id, Optional.of("text " + random.nextInt(5))));
    }

    /** The same events in any order, some of them repeated. */
    List<FriendEvent> delivered(List<FriendEvent> events) {
        var delivered = new ArrayList<>(events);
        for (var event : events) {
            if (random.nextInt(3) == 0) {
                delivered.add(event);
            }
        }
        shuffle(delivered);
        return delivered;
    }

    /** Cut into batches of any size, each folded into one change. */
    List<Change> batches(List<FriendEvent> delivered) {
        var changes = new ArrayList<Change>();
        for (var event : delivered) {
            var change = Change.of(event);
            if (!changes.isEmpty() && random.nextInt(3) > 0) {
                changes.set(changes.size() - 1, changes.getLast().and(change));
            } else {
                changes.add(change);
            }
        }
        return changes;
    }

    private <T> void shuffle(List<T> list) {
        for (var at = list.size() - 1; at > 0; at--) {
            Collections.swap(list, at, random.nextInt(at + 1));
        }
    }
}
