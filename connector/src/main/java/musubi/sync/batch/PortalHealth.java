package musubi.sync.batch;

import java.time.Instant;

/**
 * How the portal fares: what tells the trouble of one contact from the trouble of all.
 *
 * @param lastWrite when HubSpot last carried out a write
 * @param troubles how many batches in a row came to nothing as a whole
 */
record PortalHealth(Instant lastWrite, int troubles) {

    /** A failure of the whole call may be a single row's doing after so many batches that came to nothing. */
    private static final int SUSPICIOUS = 2;

    boolean isSuspicious() {
        return troubles >= SUSPICIOUS;
    }
}
