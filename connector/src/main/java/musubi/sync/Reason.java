package musubi.sync;

/**
 * Why an event cannot be applied. The constants are stored. What happened and what a person can do is in the message
 * bundles, in each language: {@code failures.reason.<name>}, {@code failures.advice.<name>}.
 */
public enum Reason {
    /** HubSpot refuses one of the values. */
    VALUE_REFUSED,
    /** The contact of another LINE friend has the placeholder address. */
    PLACEHOLDER_OF_ANOTHER_FRIEND,
    /** The contact of another LINE friend has the real address. */
    EMAIL_OF_ANOTHER_FRIEND,
    /** HubSpot refuses the real address. */
    EMAIL_REFUSED,
    /** HubSpot refuses to merge two contacts. */
    MERGE_REFUSED,
    /** HubSpot refuses one of the values, and names it: all others were written. */
    PROPERTY_REFUSED,
    /** A contact that HubSpot does not let be read has a unique value. */
    VALUE_HELD_IN_RECYCLE_BIN,
    /** HubSpot's answers always leave the contact out. */
    LEFT_OUT_OF_ANSWERS,
    /** A property does not exist in the portal, and could not be created. */
    PROPERTY_MISSING,
    /** LINE gives the profiles of others, but not this one. */
    PROFILE_NOT_TOLD,
    /** HubSpot refuses the task. */
    TASK_REFUSED,
    /** HubSpot fails on this contact while writes of others succeed. */
    ALWAYS_FAILS,
    /** A contact has an invalid LINE user id, given to it by somebody. */
    NO_LINE_USER_ID,
    /** The event does not have the form that LINE documents. */
    UNREADABLE
}
