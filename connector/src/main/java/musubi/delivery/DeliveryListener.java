package musubi.delivery;

import java.util.UUID;

/** Learns what becomes of deliveries, in the transactions that count it: what it stores and what is counted are both there, or neither. */
public interface DeliveryListener {

    /** A delivery begins to send. */
    void started(UUID delivery, UUID connectionId);

    /**
     * LINE has accepted messages, or a person says that it has. Once for each person.
     *
     * @param contactIds HubSpot's record ids
     */
    void reached(UUID delivery, long[] contactIds);
}
