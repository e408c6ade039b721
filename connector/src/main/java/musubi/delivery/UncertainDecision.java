package musubi.delivery;

/** What a person decides on messages of which nobody knows whether LINE accepted them. */
public enum UncertainDecision {
    /** They count as sent; who they were is deleted. */
    COUNT_AS_SENT,
    /** They are sent once more, as new messages: whoever got the first gets it twice. */
    SEND_AGAIN
}
