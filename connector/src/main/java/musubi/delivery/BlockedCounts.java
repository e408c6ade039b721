package musubi.delivery;

/**
 * How many recipients blocked the account from the first message of a delivery on, each counted once.
 *
 * @param within24h until 24 hours after its end
 * @param within72h until 72 hours after its end, those of the first day included
 */
public record BlockedCounts(long within24h, long within72h) {}
