package musubi.delivery;

/** What a delivery is for. */
public enum DeliveryPurpose {
    /** A broadcast: its numbers, and hashes of its people for 72 hours, stay after its end. */
    BROADCAST,
    /** People who have come to a step of a scenario: nothing of it stays after its end, so its listener has to keep the numbers. */
    STEP
}
