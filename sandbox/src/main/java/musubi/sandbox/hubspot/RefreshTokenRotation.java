package musubi.sandbox.hubspot;

/** What becomes of a refresh token that is used. HubSpot does not say what it does; a client has to bear all of it. */
public enum RefreshTokenRotation {
    /** The same one is given back. */
    KEPT,
    /** A new one is given; the old one dies when the new one is used for the first time. */
    OLD_DIES_WITH_USE_OF_NEW,
    /** A new one is given; the old one is dead at once. */
    OLD_DIES_AT_ONCE
}
