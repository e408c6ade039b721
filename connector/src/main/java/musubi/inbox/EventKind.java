package musubi.inbox;

/**
 * What an event is. Its maker says so once, when the event enters the queue, and nobody finds it out of the payload again. The
 * queue stores the name as text and does nothing else with it; what each kind means for a contact stands in {@code sync}, in
 * switches without a default, so that a new kind does not compile before it is applied there. A name is never changed: rows on disk
 * hold it.
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
    /** This version does not know the event: it was written by a later one, or makes no sense. It cannot be applied. */
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
