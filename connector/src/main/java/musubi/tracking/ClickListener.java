package musubi.tracking;

import java.util.UUID;

/** Learns of people's first clicks in a broadcast, in the transaction that counts them. Once for each person. */
public interface ClickListener {

    /**
     * These clicked in a broadcast for the first time.
     *
     * @param contactIds HubSpot's record ids
     */
    void firstClicks(UUID id, long[] contactIds);
}
