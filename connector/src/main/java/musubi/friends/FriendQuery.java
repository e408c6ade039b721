package musubi.friends;

import java.util.Optional;
import musubi.contact.FollowState;
import musubi.contact.Source;

/**
 * What is asked of the friend list.
 *
 * @param text part of a name or an e-mail address; empty: all
 * @param limit 1 to 200
 * @param after {@link FriendPage#next} of the page before; empty for the first
 */
public record FriendQuery(
        String text, Optional<FollowState> follow, Optional<Source> source, Order order, int limit, String after) {

    /** How the list is sorted. */
    public enum Order {
        /** The newest contacts first; goes on without end. */
        NEWEST,
        /** By LINE ID Sync Date, the latest first; HubSpot goes no further than 10,000. */
        SYNCED_ON
    }

    /** Does not tell what is looked for. */
    @Override
    public String toString() {
        return "FriendQuery[limit=%d]".formatted(limit);
    }
}
