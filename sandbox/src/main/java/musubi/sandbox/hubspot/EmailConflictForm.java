package musubi.sandbox.hubspot;

/** How HubSpot says that another contact has the address as its primary one; both were seen on the real API. */
public enum EmailConflictForm {
    /** 409 {@code Contact already exists. Existing ID: N}. */
    CONFLICT_409_TEXT,
    /** 400 {@code Cannot set PropertyValueCoordinates{...} on A. B already has that value.} */
    PROPERTY_VALUE_COORDINATES
}
