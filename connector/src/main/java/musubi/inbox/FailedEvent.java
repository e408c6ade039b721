package musubi.inbox;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that cannot be applied without somebody changing something.
 *
 * @param reason a code such as {@code VALUE_REFUSED}
 * @param detail HubSpot's own words
 * @param recordId of the HubSpot contact it is about; empty when it is about none
 */
public record FailedEvent(
        long id,
        UUID connectionId,
        String friend,
        EventPayload payload,
        Instant receivedAt,
        Instant failedAt,
        String reason,
        String detail,
        String recordId) {

    /** Does not contain the friend or the payload. */
    @Override
    public String toString() {
        return "FailedEvent[id=%d, connectionId=%s, reason=%s]".formatted(id, connectionId, reason);
    }
}
