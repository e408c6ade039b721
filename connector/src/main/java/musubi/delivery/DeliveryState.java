package musubi.delivery;

/** How far a delivery is. */
public enum DeliveryState {
    /** Its calls are being prepared. */
    PREPARING,
    /** All calls are on disk; none was made. */
    READY,
    /** The calls are made. */
    SENDING,
    /** Stopped, by a person or because of a trouble that trying again does not heal; goes on exactly where it was. */
    PAUSED,
    /** All calls are made. Those whose outcome nobody knows may still wait for a person. */
    DONE,
    /** Ended by a person; what was not sent is gone. */
    CANCELLED;

    /** Whether nothing more is sent by itself. */
    public boolean isEnd() {
        return this == DONE || this == CANCELLED;
    }
}
