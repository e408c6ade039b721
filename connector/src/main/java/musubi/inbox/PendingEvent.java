package musubi.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event whose work is still to be done.
 *
 * @param id grows with the order of arrival
 * @param attempts how often it was tried in vain
 * @param origin the work it belongs to (an import); null for what friends did
 */
public record PendingEvent(
        long id,
        UUID connectionId,
        String friend,
        byte[] payload,
        Instant receivedAt,
        int attempts,
        @Nullable UUID origin) {

    /** Does not tell the friend or the payload. */
    @Override
    public String toString() {
        return "PendingEvent[id=%d, connectionId=%s, attempts=%d]".formatted(id, connectionId, attempts);
    }
}
