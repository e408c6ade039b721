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
     * @param text empty for a sticker, a picture and all else that is no text
     */
    record Wrote(Instant at, Optional<String> text) implements FriendEvent {}

    /** Chose from a menu (a postback): shows that they are there, but is no free message. */
    record Tapped(Instant at) implements FriendEvent {}
}
