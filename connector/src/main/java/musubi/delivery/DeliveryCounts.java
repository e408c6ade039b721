package musubi.delivery;

/**
 * How many people a delivery is for, and what became of it. Exact after any crash.
 *
 * @param recipients all of them, as far as they are prepared
 * @param sent accepted by LINE
 * @param uncertain nobody knows whether LINE accepted them
 * @param refused by LINE
 */
public record DeliveryCounts(long recipients, long sent, long uncertain, long refused) {

    /** Those to whom nothing was sent yet. */
    public long left() {
        return recipients - sent - uncertain - refused;
    }
}
