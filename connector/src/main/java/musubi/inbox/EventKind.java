package musubi.inbox;

/**
 * What an event is. Whoever makes an event sets its kind; nobody derives it from the payload. The queue stores the name as text and does
 * not interpret it. What each kind means for a contact is defined in {@code sync}, by switches without a default, so that a new
 * kind does not compile before it is applied there. Names must never change, because stored rows contain them.
 */
public enum EventKind {
    /** LINE's webhook: somebody added the account as a friend, or unblocked it. */
    FOLLOW,
    /** LINE's webhook: a friend blocked the account. */
    UNFOLLOW,
    /** LINE's webhook: a friend wrote a message. */
    MESSAGE,
    /** LINE's webhook: a friend took a message back. */
    UNSEND,
    /** LINE's webhook: a friend tapped a button. */
    POSTBACK,
    /** LINE's webhook: a friend asked not to get broadcasts any more, by a word or a button of the connection. */
    OPT_OUT,
    /** LINE's webhook: a friend asked to get broadcasts again, by a word or a button of the connection. */
    OPT_IN,
    /** A friend consented on LINE Login. */
    LOGIN,
    /** An operator imports the friend. */
    IMPORT,
    /** HubSpot's webhook: the LINE user id of a contact was changed. */
    CONTACT_CHANGED,
    /** A search in HubSpot found a contact that somebody gave a LINE user id. */
    CONTACT_FOUND,
    /** Name and picture of a friend are still to be asked of LINE. */
    COMPLETE_PROFILE,
    /** The owner of a friend's contact is to get a task. */
    TASK,
    /** The first click of a person on a link of a broadcast. */
    CLICK,
    /** Cannot be applied: a kind of a later version, or an event of an earlier version whose payload could not be read. */
    UNKNOWN;

    /** The kind of that name; {@link #UNKNOWN} when there is none. */
    public static EventKind of(String name) {
        for (var kind : values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return UNKNOWN;
    }
}
