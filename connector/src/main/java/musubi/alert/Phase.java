package musubi.alert;

/** What an alert says about its cause. */
enum Phase {
    /** It is there. */
    BEGAN,
    /** It is gone. */
    OVER,
    /** It happened: there is nothing to be over. */
    ONCE
}
