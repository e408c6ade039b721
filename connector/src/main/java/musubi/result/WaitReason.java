package musubi.result;

/** Why nothing is written on contacts for now; it goes on by itself. */
public enum WaitReason {
    /** HubSpot does not answer, or fails. */
    HUBSPOT_UNAVAILABLE,
    /** HubSpot allows no more calls for now. */
    HUBSPOT_LIMITED,
    /** HubSpot refuses the token. */
    HUBSPOT_UNAUTHORIZED,
    /** The token lacks scopes, named in the detail. */
    HUBSPOT_SCOPE_MISSING,
    /** A property that is to be written does not exist, and cannot be made. */
    PROPERTY_MISSING
}
