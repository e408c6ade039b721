package musubi.delivery;

import java.util.UUID;

/**
 * Learns what becomes of deliveries, in the transactions that count it: what it stores and what is counted are both there, or neither. It must
 * lock nothing that others lock before they lock a delivery.
 */
public interface DeliveryListener {

    /** Of which deliveries it learns. */
    DeliveryPurpose purpose();

    /** A delivery begins to send. */
    void started(UUID delivery, UUID connectionId);

    /**
     * Messages have an outcome. Once for each person; after {@link PersonOutcome#UNCERTAIN} at most once more.
     *
     * @param contactIds HubSpot's record ids, at least one
     */
    void settled(UUID delivery, PersonOutcome outcome, long[] contactIds);
}
