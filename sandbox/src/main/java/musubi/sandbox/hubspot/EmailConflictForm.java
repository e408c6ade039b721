package musubi.sandbox.hubspot;

/** The error for an e-mail address that is the primary one of another contact; both forms were observed on the real API. */
public enum EmailConflictForm {
    /** 409 {@code Contact already exists. Existing ID: N}. */
    CONFLICT_409_TEXT,
    /** 400 {@code Cannot set PropertyValueCoordinates{...} on A. B already has that value.} */
    PROPERTY_VALUE_COORDINATES
}
