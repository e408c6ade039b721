package musubi.delivery;

/** What became of the message to a person. */
public enum PersonOutcome {
    /** LINE has accepted it. */
    REACHED,
    /** LINE does not take it, and never will. */
    REFUSED,
    /** Nobody knows whether LINE accepted it, and trying again could double it. */
    UNCERTAIN,
    /** It was {@link #UNCERTAIN}; LINE, or a person, says that LINE has accepted it. */
    REACHED_AFTER_DOUBT,
    /** It was {@link #UNCERTAIN}; LINE says that it does not take it. */
    REFUSED_AFTER_DOUBT
}
