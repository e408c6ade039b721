package musubi.sandbox.hubspot.crm.membership;

/**
 * A member of a list.
 *
 * @param recordId as it was when it joined: a merge does not change it
 * @param joinedAt ms since the epoch
 */
public record Member(long recordId, long joinedAt) {}
