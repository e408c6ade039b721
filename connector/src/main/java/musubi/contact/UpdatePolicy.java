package musubi.contact;

/** How much of an existing contact a change may write. Of two changes folded into one, the wider policy holds. */
public enum UpdatePolicy {
    /** Name and picture, and what the facts themselves write. The change does not say that the friend is there. */
    PROFILE_ONLY,
    /** Also what identifies the contact (user id, sync date, source) and the address, where they are missing. */
    FULL
}
