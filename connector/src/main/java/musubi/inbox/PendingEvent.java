package musubi.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event whose work is still to be done.
 *
 * @param id grows with the order of arrival, within a connection
 * @param attempts how often it was tried in vain
 * @param importJob the import job it belongs to; null for what friends did
 */
public record PendingEvent(
        long id,
        UUID connectionId,
        String friend,
        EventPayload payload,
        Instant receivedAt,
        int attempts,
        @Nullable UUID importJob) {

    /** Does not contain the friend or the payload. */
    @Override
    public String toString() {
        return "PendingEvent[id=%d, connectionId=%s, kind=%s, attempts=%d]"
                .formatted(id, connectionId, payload.kind(), attempts);
    }
}
