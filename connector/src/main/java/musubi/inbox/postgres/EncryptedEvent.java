package musubi.inbox.postgres;

import java.util.UUID;
import musubi.inbox.EventKind;
import musubi.inbox.NewEvent;

/** A {@link NewEvent} as it is stored. */
record EncryptedEvent(
        UUID connectionId, UUID eventId, UUID friendHash, byte[] friend, EventKind kind, byte[] payload) {}
