package musubi.sync;

/**
 * Why an event can never be applied. What happened and what a person can do is in the message bundles, in each language: {@code
 * failures.reason.<name>}, {@code failures.advice.<name>}.
 */
public enum Reason {
    /** HubSpot does not take one of the values. */
    VALUE_REFUSED,
    /** The placeholder address stands on a contact who is another LINE friend. */
    PLACEHOLDER_OF_ANOTHER_FRIEND,
    /** The real address stands on a contact who is another LINE friend. */
    EMAIL_OF_ANOTHER_FRIEND,
    /** HubSpot does not take the real address. */
    EMAIL_REFUSED,
    /** HubSpot does not merge. */
    MERGE_REFUSED,
    /** HubSpot does not take one of the values, and named it: all others were written. */
    PROPERTY_REFUSED,
    /** A unique value is held by a contact that HubSpot does not give. */
    VALUE_HELD_IN_RECYCLE_BIN,
    /** HubSpot's answers never speak of the contact. */
    LEFT_OUT_OF_ANSWERS,
    /** A property is not in the portal, and was not made. */
    PROPERTY_MISSING,
    /** LINE tells others' profiles. */
    PROFILE_NOT_TOLD,
    /** HubSpot does not take the task. */
    TASK_REFUSED,
    /** HubSpot fails on this contact while others go through. */
    ALWAYS_FAILS,
    /** Somebody gave a contact something as its LINE User ID that is none. */
    NO_LINE_USER_ID,
    /** The event has not the form LINE documents. */
    UNREADABLE
}
