package musubi.broadcast;

/** How taps on links are counted. */
public enum Tracking {
    /** A link for each person. */
    PERSON,
    /** One link for all. */
    SHARED,
    /** Links as they are written. */
    OFF
}
