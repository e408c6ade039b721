package musubi.friends;

import java.util.Optional;
import musubi.contact.FollowState;
import musubi.contact.Source;

/**
 * What is asked of the friend list.
 *
 * @param text part of a name or an e-mail address, at most {@value #LONGEST} characters; empty: all
 * @param limit 1 to 200
 * @param after {@link FriendPage#next} of the page before; empty for the first
 */
public record FriendQuery(
        String text, Optional<FollowState> follow, Optional<Source> source, Order order, int limit, String after) {

    /**
     * Characters of a text, at most. HubSpot takes a search of 3,000 characters, in which the text stands twice, a quotation mark as two
     * characters, beside the names of all our properties; names and addresses have no more than this.
     *
     * @see <a href="https://developers.hubspot.com/docs/api-reference/search/guide#limits">Search, limits</a>
     */
    public static final int LONGEST = 254;

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
