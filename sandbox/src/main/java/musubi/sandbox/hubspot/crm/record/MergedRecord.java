package musubi.sandbox.hubspot.crm.record;

/**
 * A record that was merged into another.
 *
 * @param id its former id
 * @param mergedAt ms since the epoch
 */
public record MergedRecord(long id, long mergedAt) {}
