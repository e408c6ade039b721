package musubi.console.friends;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import musubi.contact.FollowState;
import musubi.contact.Source;
import musubi.friends.FriendList;
import musubi.friends.FriendQuery;
import musubi.friends.FriendQuery.Order;

/**
 * The search of the friend list, as its form sends it. What a list has no choice for counts as not chosen.
 *
 * @param contact a record id, to which a link in HubSpot leads; anything else is none
 */
record FriendSearch(
        String query, String follow, String source, boolean unanswered, String optOut, String sort, String contact) {

    static final String SYNCED_ON = "syncedOn";
    static final FriendSearch ALL = new FriendSearch("", "", "", false, "", "", "");
    private static final Pattern RECORD_ID = Pattern.compile("\\d{1,18}");

    private static final int PAGE_SIZE = 50;

    public boolean narrowed() {
        return !(query.isBlank()
                && follow.isEmpty()
                && source.isEmpty()
                && !unanswered
                && optOut.isEmpty()
                && !ofContact());
    }

    /** Whether it is for the friend of one record. */
    public boolean ofContact() {
        return RECORD_ID.matcher(contact).matches();
    }

    /** The page after that cursor; the first where it is none. */
    FriendQuery after(String after) {
        return new FriendQuery(
                query,
                choice(follow, FollowState.values()),
                choice(source, Source.values()),
                unanswered,
                choice(optOut, FollowState.values()),
                ofContact() ? OptionalLong.of(Long.parseLong(contact)) : OptionalLong.empty(),
                sort.equals(SYNCED_ON) ? Order.SYNCED_ON : Order.NEWEST,
                PAGE_SIZE,
                FriendList.isCursor(after) ? after : "");
    }

    private static <E extends Enum<E>> Optional<E> choice(String text, E[] choices) {
        return Arrays.stream(choices).filter(each -> each.name().equals(text)).findFirst();
    }

    /** Without the search, which may name a person: it may be logged. */
    @Override
    public String toString() {
        return "FriendSearch[sort=%s]".formatted(sort);
    }
}
