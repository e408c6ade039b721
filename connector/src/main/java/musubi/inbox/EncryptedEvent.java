package musubi.inbox;

import java.util.UUID;

/** A {@link NewEvent} as it is stored. */
record EncryptedEvent(UUID connectionId, UUID eventId, UUID friendHash, byte[] friend, byte[] payload) {}
