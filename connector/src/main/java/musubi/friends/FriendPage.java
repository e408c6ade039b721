package musubi.friends;

import java.util.List;
import java.util.Optional;

/**
 * A page of the friend list.
 *
 * @param next the start of the next page; empty on the last one
 * @param total number of matching friends; HubSpot counts to 10,000
 */
public record FriendPage(List<Friend> items, Optional<String> next, long total) {

    /** Most results that HubSpot counts and sorts. */
    public static final int COUNTED = 10_000;
}
