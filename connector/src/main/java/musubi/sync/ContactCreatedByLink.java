package musubi.sync;

import java.util.UUID;

/** A contact was created through a custom link; names no person. */
public record ContactCreatedByLink(UUID connectionId, String linkId) {}
