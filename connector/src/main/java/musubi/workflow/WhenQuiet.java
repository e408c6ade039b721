package musubi.workflow;

/** What happens to a message in the connection's quiet hours. */
public enum WhenQuiet {
    /** It is sent when they end. */
    WAIT,
    /** It is sent all the same. */
    SEND,
    /** It is not sent. */
    SKIP
}
