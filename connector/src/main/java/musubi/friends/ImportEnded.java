package musubi.friends;

import java.util.UUID;

/**
 * An import that had begun is done or has failed; it was not cancelled by a person. Published within the transaction that ends it: what a
 * listener writes in the same thread is kept exactly when the end is.
 */
public record ImportEnded(UUID id, UUID connectionId) {}
