package musubi.inbox.postgres;

import musubi.inbox.EventKind;
import musubi.inbox.NewEvent;
import java.util.UUID;

/** A {@link NewEvent} as it is stored. */
record EncryptedEvent(UUID connectionId, UUID eventId, UUID friendHash, byte[] friend, EventKind kind, byte[] payload) {}
