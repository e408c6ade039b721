package musubi.console.friends;

import musubi.console.layout.Layout;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import musubi.contact.LineUserId;
import musubi.friends.Friend;
import musubi.friends.FriendPage;
import musubi.friends.FriendQuery.Order;
import musubi.system.PictureSources;

/**
 * A part of the friend list as it is shown.
 *
 * @param next where the next part starts; empty at the end
 * @param total all that match
 * @param counted whether HubSpot counted to their end
 * @param cut whether there are more that HubSpot does not tell in this order
 */
record ShownFriends(List<Shown> friends, String next, long total, boolean counted, boolean cut) {

    /**
     * A line of the list.
     *
     * @param picture an address that a page may show
     * @param follow YES, NO, or empty when unknown
     * @param source how the contact came; empty when unknown
     * @param syncedOn in the user's language; empty when unknown
     * @param placeholder whether the address is the one that stands for none
     */
    record Shown(
            String name,
            String picture,
            boolean lineIcon,
            String follow,
            String source,
            String syncedOn,
            String email,
            boolean placeholder,
            String hubspotUrl) {

        static Shown of(Friend friend, Layout frame) {
            return new Shown(
                    friend.name(),
                    // our own avatar may stand at an address that pages do not show pictures of
                    PictureSources.mayShow(friend.pictureUrl()) ? friend.pictureUrl() : "/avatar.png",
                    friend.lineIcon(),
                    friend.follow().map(Enum::name).orElse(""),
                    friend.source().map(Enum::name).orElse(""),
                    date(friend.syncedOn(), frame),
                    friend.email(),
                    LineUserId.parse(friend.lineUserId())
                            .filter(id -> id.isPlaceholder(friend.email()))
                            .isPresent(),
                    friend.hubspotUrl());
        }

        /** Somebody's own property may hold anything. */
        private static String date(String syncedOn, Layout frame) {
            try {
                return frame.date(LocalDate.parse(syncedOn));
            } catch (DateTimeException ignored) {
                return syncedOn;
            }
        }

        /** Does not tell the friend. */
        @Override
        public String toString() {
            return "Shown[source=%s]".formatted(source);
        }
    }

    static ShownFriends of(FriendPage page, Order order, Layout frame) {
        var counted = page.total() < FriendPage.COUNTED;
        return new ShownFriends(
                page.items().stream().map(friend -> Shown.of(friend, frame)).toList(),
                page.next().orElse(""),
                page.total(),
                counted,
                page.next().isEmpty() && !counted && order == Order.SYNCED_ON);
    }
}
