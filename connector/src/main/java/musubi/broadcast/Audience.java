package musubi.broadcast;

import java.util.OptionalInt;
import java.util.Set;

/**
 * Whom a broadcast is for.
 *
 * @param lists ids of HubSpot lists; whoever is in one of them
 * @param exceptLists ids of HubSpot lists; whoever is in one of them is not meant
 * @param allFriends all contacts with a LINE user id of the account; then there are no lists
 * @param notReachedForDays only those who got no broadcast for so many days
 */
public record Audience(Set<Long> lists, Set<Long> exceptLists, boolean allFriends, OptionalInt notReachedForDays) {

    /** Lists of an audience. */
    public static final int MAX_LISTS = 20;

    /** Days that can be asked for. */
    public static final int MAX_DAYS = 3_650;

    public Audience {
        lists = Set.copyOf(lists);
        exceptLists = Set.copyOf(exceptLists);
    }
}
