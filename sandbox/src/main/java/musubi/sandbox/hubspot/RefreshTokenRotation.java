package musubi.sandbox.hubspot;

/** What happens to a refresh token that is used. HubSpot does not document it, so a client has to handle every case. */
public enum RefreshTokenRotation {
    /** The same token is returned and stays valid. */
    KEPT,
    /** A new token is returned; the old one becomes invalid when the new one is used for the first time. */
    OLD_DIES_WITH_USE_OF_NEW,
    /** A new token is returned; the old one is invalid at once. */
    OLD_DIES_AT_ONCE
}
