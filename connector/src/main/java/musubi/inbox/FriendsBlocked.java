package musubi.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Friends blocked an account; published in the transaction that takes their events out of the queue. Events may come twice.
 *
 * @param friends in the order of their events
 */
public record FriendsBlocked(UUID connectionId, List<Blocked> friends) {

    public FriendsBlocked {
        friends = List.copyOf(friends);
    }

    /** Who, and when by LINE's clock. */
    public record Blocked(String userId, Instant at) {

        /** Leaves out the friend. */
        @Override
        public String toString() {
            return "Blocked[at=%s]".formatted(at);
        }
    }
}
