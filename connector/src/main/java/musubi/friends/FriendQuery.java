package musubi.friends;

import java.util.Optional;
import java.util.OptionalLong;
import musubi.contact.FollowState;
import musubi.contact.Source;

/**
 * A query of the friend list.
 *
 * @param text part of a name or an e-mail address, at most {@value #MAX_TEXT} characters; empty for all friends
 * @param unanswered only friends whose last message nobody has answered
 * @param optOut YES: only friends who want no broadcasts; NO: only the others
 * @param contact only the friend of this record
 * @param limit 1 to 200
 * @param after {@link FriendPage#next} of the previous page; empty for the first page
 */
public record FriendQuery(
        String text,
        Optional<FollowState> follow,
        Optional<Source> source,
        boolean unanswered,
        Optional<FollowState> optOut,
        OptionalLong contact,
        Order order,
        int limit,
        String after) {

    /** Of whatever record. */
    public FriendQuery(
            String text,
            Optional<FollowState> follow,
            Optional<Source> source,
            boolean unanswered,
            Optional<FollowState> optOut,
            Order order,
            int limit,
            String after) {
        this(text, follow, source, unanswered, optOut, OptionalLong.empty(), order, limit, after);
    }

    /** Whether they want broadcasts or not. */
    public FriendQuery(
            String text,
            Optional<FollowState> follow,
            Optional<Source> source,
            boolean unanswered,
            Order order,
            int limit,
            String after) {
        this(text, follow, source, unanswered, Optional.empty(), order, limit, after);
    }

    /** Of all friends, whether they wait for an answer or not. */
    public FriendQuery(
            String text, Optional<FollowState> follow, Optional<Source> source, Order order, int limit, String after) {
        this(text, follow, source, false, order, limit, after);
    }

    /**
     * Most characters of a text. HubSpot accepts a search of 3,000 characters. It contains the text twice, with two characters for a
     * quotation mark, and the names of all our properties. Names and addresses are not longer than this.
     *
     * @see <a href="https://developers.hubspot.com/docs/api-reference/search/guide#limits">Search, limits</a>
     */
    public static final int MAX_TEXT = 254;

    /** The order of the list. */
    public enum Order {
        /** The newest contacts first; without a limit. */
        NEWEST,
        /** By LINE ID Sync Date, the latest first; HubSpot sorts at most 10,000 results. */
        SYNCED_ON
    }

    /** The same friends from there on, in the order that has no end. */
    FriendQuery allFrom(String start, int pageSize) {
        return new FriendQuery(text, follow, source, unanswered, optOut, contact, Order.NEWEST, pageSize, start);
    }

    /** Without the text. */
    @Override
    public String toString() {
        return "FriendQuery[limit=%d]".formatted(limit);
    }
}
