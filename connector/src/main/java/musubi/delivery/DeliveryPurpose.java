package musubi.delivery;

/** What a delivery is for. */
public enum DeliveryPurpose {
    /** A broadcast: its numbers, and hashes of its people for 72 hours, stay after its end. */
    BROADCAST,
    /**
     * People who have come to a step of a scenario: nothing of it stays after its end, so its listener has to keep the numbers. Only while some
     * of it is uncertain it stays, until somebody has decided, or for 30 days.
     */
    STEP,
    /** Executions of a HubSpot workflow's action: as of a step, nothing of it stays after its end. */
    WORKFLOW;

    /** Whether it is one of many small ones, of which nothing stays. */
    public boolean isSmall() {
        return switch (this) {
            case BROADCAST -> false;
            case STEP, WORKFLOW -> true;
        };
    }
}
