package musubi.contact;

/** How a contact came: the options of {@code LINE Contact Source}. */
public enum Source {
    /** Added the account as a friend. */
    FOLLOW,
    /** Wrote a message or tapped a postback. */
    MESSAGE,
    /** Unblocked the account. */
    UNBLOCK,
    /** An operator imported the account's friends. */
    IMPORT,
    /** Somebody gave a HubSpot contact a LINE user id. */
    HUBSPOT,
    /** Consented on LINE Login. */
    LOGIN;

    /** Whether HubSpot shows LINE's icon for the contact while its address is the placeholder. */
    public boolean hasLineIcon() {
        return switch (this) {
            case FOLLOW, MESSAGE, UNBLOCK, IMPORT -> true;
            case HUBSPOT, LOGIN -> false;
        };
    }

    /** Whether Musubi created the contact, and so may fill in the placeholder address. */
    public boolean isOurs() {
        return this != HUBSPOT;
    }
}
