package musubi.broadcast;

import musubi.delivery.DeliveryState;

/** How far a broadcast is. */
public enum BroadcastState {
    /** Being written. */
    DRAFT,
    /** Waits for its time. */
    SCHEDULED,
    /** Its audience is being read. */
    PREPARING,
    /** Its audience is frozen; waits for its time. */
    READY,
    SENDING,
    PAUSED,
    DONE,
    CANCELLED;

    public static BroadcastState of(DeliveryState state) {
        return switch (state) {
            case PREPARING -> PREPARING;
            case READY -> READY;
            case SENDING -> SENDING;
            case PAUSED -> PAUSED;
            case DONE -> DONE;
            case CANCELLED -> CANCELLED;
        };
    }
}
