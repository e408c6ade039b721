package musubi.sync;

/** Why an event can never be applied: codes, each with what a person reads. */
public enum Reason {
    /** HubSpot does not take one of the values. */
    VALUE_REFUSED(
            "HubSpot refuses a value of this contact.",
            "Look at HubSpot's own words below: often a rule of the portal (a required property) stands in the way."
                    + " Change the rule or the contact, then retry."),
    /** The placeholder address stands on a contact who is another LINE friend. */
    PLACEHOLDER_OF_ANOTHER_FRIEND(
            "The placeholder e-mail of this friend is on a contact that has another LINE User ID.",
            "Correct the e-mail or the LINE User ID of that contact in HubSpot, then retry."),
    /** The real address stands on a contact who is another LINE friend. */
    EMAIL_OF_ANOTHER_FRIEND(
            "The e-mail address that this friend gave on LINE Login is on a contact that has another LINE User ID.",
            "Nothing was merged, and the friend's contact keeps the address it has. If both are the same person, merge"
                    + " the two contacts in HubSpot and delete this entry; else correct the e-mail of the other contact, then"
                    + " retry."),
    /** HubSpot does not take the real address. */
    EMAIL_REFUSED(
            "HubSpot does not accept the e-mail address that this friend gave on LINE Login.",
            "All else was written, and the contact keeps the address it has. Some old mobile addresses are refused"
                    + " like that. Delete this entry."),
    /** HubSpot does not merge. */
    MERGE_REFUSED(
            "HubSpot does not merge the contact that has this friend's e-mail address with the friend's own.",
            "All else was written. Merge the two in HubSpot and delete this entry, or retry."),
    /** HubSpot does not take one of the values, and named it: all others were written. */
    PROPERTY_REFUSED(
            "HubSpot refuses one value of this contact.",
            "All else was written. HubSpot's own words below name the property: often a rule of the portal for its values"
                    + " stands in the way. Change the rule, then retry, or delete this entry."),
    /** A unique value is held by a contact that HubSpot does not give. */
    VALUE_HELD_IN_RECYCLE_BIN(
            "A deleted contact in HubSpot's recycle bin still holds the LINE User ID or the e-mail address of this friend.",
            "Restore that contact in HubSpot, or delete it there for good, then retry."),
    /** HubSpot's answers never speak of the contact. */
    LEFT_OUT_OF_ANSWERS(
            "HubSpot's answers leave this contact out again and again, so nobody knows what it is now.",
            "Nothing was written, so that nothing is overwritten. Look at the contact in HubSpot, then retry."),
    /** A property is not in the portal, and was not made. */
    PROPERTY_MISSING(
            "A contact property that Musubi writes is missing in HubSpot.",
            "Musubi makes it again by itself; look at the problems of the connection if it cannot. Then retry."),
    /** LINE tells others' profiles. */
    PROFILE_NOT_TOLD(
            "LINE does not tell this friend's name and picture, while it tells others'.",
            "The contact has a general name and picture. Retry later, or delete this entry."),
    /** HubSpot does not take the task. */
    TASK_REFUSED(
            "HubSpot refuses the task for the owner of this contact.",
            "The contact itself is up to date. Look at HubSpot's own words below, then retry, or delete this entry."),
    /** HubSpot fails on this contact while others go through. */
    ALWAYS_FAILS(
            "HubSpot fails on this contact again and again, while others go through.",
            "Retry later; if it stays so, give HubSpot's support the time of the failure."),
    /** Somebody gave a contact something as its LINE User ID that is none. */
    NO_LINE_USER_ID(
            "A contact in HubSpot has a LINE User ID that is none: U and 32 digits 0-9, a-f were expected.",
            "Correct or empty the property on that contact; it is looked at again then. Delete this entry."),
    /** The event has not the form LINE documents. */
    UNREADABLE(
            "The event has not the form that LINE documents.",
            "Nothing was written. Delete it, or retry after an update of Musubi.");

    private final String title;
    private final String advice;

    Reason(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** What happened, in one sentence. */
    public String title() {
        return title;
    }

    /** What a person can do. */
    public String advice() {
        return advice;
    }
}
