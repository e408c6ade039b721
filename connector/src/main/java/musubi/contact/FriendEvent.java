package musubi.contact;

import java.time.Instant;
import java.util.Optional;

/** What a friend did on LINE, at the moment LINE says it happened (ms). */
public sealed interface FriendEvent {

    /** When it happened, by LINE's own clock. */
    Instant at();

    /** Added the account, or unblocked it. */
    record Followed(Instant at, boolean unblocked) implements FriendEvent {}

    /** Blocked the account. */
    record Blocked(Instant at) implements FriendEvent {}

    /**
     * Wrote freely.
     *
     * @param messageId the message's own id, as LINE gives it
     * @param text empty for a sticker, a picture and anything else but text; an empty string where the text was removed
     */
    record Wrote(Instant at, String messageId, Optional<String> text) implements FriendEvent {
        /** Leaves out the text, which must not appear in a log. */
        @Override
        public String toString() {
            return "Wrote[at=%s, text=…]".formatted(at);
        }
    }

    /** Took a message back (LINE's <i>unsend</i>): it must not stay readable. */
    record TookBack(Instant at, String messageId) implements FriendEvent {}

    /** Chose from a menu (a postback): the friend follows, but this is no free message. */
    record Tapped(Instant at) implements FriendEvent {}

    /**
     * Asked not to get broadcasts and scenarios any more, or to get them again, by a word or a button: no free message.
     *
     * @param optedOut whether they want none
     */
    record ChoseDelivery(Instant at, boolean optedOut) implements FriendEvent {}
}
