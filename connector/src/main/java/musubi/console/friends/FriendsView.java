package musubi.console.friends;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import musubi.console.layout.Layout;
import musubi.contact.FollowState;
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
 * @param cut whether HubSpot ends the list in this order although there are more
 */
record FriendsView(List<Row> friends, String next, long total, boolean counted, boolean cut) {

    /**
     * A line of the list.
     *
     * @param picture an address that a page may show
     * @param follow YES, NO, or empty when unknown
     * @param source how the contact was made; empty when unknown
     * @param syncedOn in the user's language; empty when unknown
     * @param placeholder whether the email address is the placeholder
     * @param message what the friend wrote last; empty when unknown
     * @param messageAt when, in the user's language; empty when unknown
     * @param unanswered whether nobody has answered it
     * @param optedOut whether the friend wants no broadcasts
     * @param optedOutAt when they said so, in the user's language; empty when unknown
     */
    record Row(
            String name,
            String picture,
            boolean lineIcon,
            String follow,
            String source,
            String syncedOn,
            String email,
            boolean placeholder,
            String message,
            String messageAt,
            boolean unanswered,
            boolean optedOut,
            String optedOutAt,
            String trafficSource,
            String tags,
            String hubspotUrl) {

        static Row of(Friend friend, Layout layout) {
            return new Row(
                    friend.name(),
                    // pages show pictures of LINE's servers only, and our own avatar may have another address
                    PictureSources.mayShow(friend.pictureUrl()) ? friend.pictureUrl() : "/avatar.png",
                    friend.lineIcon(),
                    friend.follow().map(Enum::name).orElse(""),
                    friend.source().map(Enum::name).orElse(""),
                    date(friend.syncedOn(), layout),
                    friend.email(),
                    LineUserId.parse(friend.lineUserId())
                            .filter(id -> id.isPlaceholder(friend.email()))
                            .isPresent(),
                    friend.lastMessage(),
                    moment(friend.lastMessageAt(), layout),
                    friend.unanswered(),
                    friend.optOut().filter(FollowState.YES::equals).isPresent(),
                    moment(friend.optOutAt(), layout),
                    friend.trafficSource(),
                    friend.tags(),
                    friend.hubspotUrl());
        }

        /** A property that somebody made may hold anything: text that is no date is shown as it is. */
        private static String date(String syncedOn, Layout layout) {
            try {
                return layout.date(LocalDate.parse(syncedOn));
            } catch (DateTimeException ignored) {
                return syncedOn;
            }
        }

        private static String moment(String at, Layout layout) {
            try {
                return layout.moment(Instant.parse(at).atZone(layout.zone()));
            } catch (DateTimeException ignored) {
                return at;
            }
        }

        /** Without the friend: it may be logged. */
        @Override
        public String toString() {
            return "Row[source=%s]".formatted(source);
        }
    }

    static FriendsView of(FriendPage page, Order order, Layout layout) {
        var counted = page.total() < FriendPage.COUNTED;
        return new FriendsView(
                page.items().stream().map(friend -> Row.of(friend, layout)).toList(),
                page.next().orElse(""),
                page.total(),
                counted,
                page.next().isEmpty() && !counted && order == Order.SYNCED_ON);
    }
}
