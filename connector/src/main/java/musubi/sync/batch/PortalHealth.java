package musubi.sync.batch;

import java.time.Instant;

/**
 * How calls to the portal went before a batch. It shows whether a problem is that of one contact or of the whole portal.
 *
 * @param lastWrite when HubSpot last carried out a write
 * @param failedBatches how many batches in a row failed as a whole
 * @param failing which share of the last batches failed as a whole, from 0 to 1, without those of friends who had failed often before
 */
public record PortalHealth(Instant lastWrite, int failedBatches, double failing) {

    /** After so many batches that failed as a whole, a single row may be the cause. */
    private static final int SUSPICIOUS = 2;

    /** Whether the failure of a whole call may be caused by a single row. */
    public boolean isSuspicious() {
        return failedBatches >= SUSPICIOUS;
    }
}
