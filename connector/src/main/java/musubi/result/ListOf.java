package musubi.result;

/** Of whom a list is made. */
public enum ListOf {
    /** Who opened a link of the broadcast, until the list was asked for. */
    CLICKED,
    /** Whose last broadcast is this one, and who did not open a link of it. */
    NOT_CLICKED
}
