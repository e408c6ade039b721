package musubi.sync;

import java.util.UUID;

/**
 * An application event: a contact was created through a custom link. Published in the transaction that settles the friend's events, so
 * that what a listener writes in it is written exactly if the events are settled. Names no person.
 *
 * @param linkId empty for the connection's default link
 */
public record ContactCreatedByLink(UUID connectionId, String linkId) {}
