package musubi.sandbox.hubspot;

/**
 * A record that went into another.
 *
 * @param id its former id
 * @param mergedAt ms since the epoch
 */
record MergedRecord(long id, long mergedAt) {}
