package musubi.friends;

import java.util.List;
import java.util.Optional;

/**
 * A part of the friend list.
 *
 * @param next where the next part starts; empty at the end
 * @param total all that match; HubSpot counts to 10,000
 */
public record FriendPage(List<Friend> items, Optional<String> next, long total) {

    /** How far HubSpot counts and sorts. */
    public static final int COUNTED = 10_000;
}
