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
     * @param text empty for a sticker, a picture and all else that is no text; an empty string where it was taken out
     */
    record Wrote(Instant at, String messageId, Optional<String> text) implements FriendEvent {
        /** Does not tell the text: it would end in a log. */
        @Override
        public String toString() {
            return "Wrote[at=%s, text=…]".formatted(at);
        }
    }

    /** Took a message back: it must not stay readable. */
    record TookBack(Instant at, String messageId) implements FriendEvent {}

    /** Chose from a menu (a postback): shows that they are there, but is no free message. */
    record Tapped(Instant at) implements FriendEvent {}
}
