package musubi.delivery;

/** Why a delivery is paused. The sentences are in the message bundles. */
public enum PauseReason {
    /** By a person. */
    PERSON,
    /** The account's messages of this month are used up. */
    QUOTA,
    /** LINE refuses the channel's credentials. */
    LINE_UNAUTHORIZED,
    /** LINE does not allow it to this account or plan. */
    LINE_FORBIDDEN,
    /** HubSpot refuses the access. */
    HUBSPOT_UNAUTHORIZED,
    /** A HubSpot list of the audience does not exist any more. */
    LIST_GONE,
    /** LINE refuses the messages; the detail has its words. */
    CONTENT,
    /** LINE refused many calls in a row. */
    REFUSED,
    /** Nothing was sent for so long that a person has to say whether it is still wanted. */
    MISSED,
    /** LINE has messages of it that this database does not know of: it was restored from a back-up, and they were sent after that. */
    RESTORED
}
