package musubi.inbox;

import java.util.UUID;

/**
 * An event that came in.
 *
 * @param eventId identifies repeats, together with the connection
 * @param friend the LINE user id, or what a contact has in its place
 */
public record NewEvent(UUID connectionId, UUID eventId, String friend, EventPayload payload) {

    /** Does not contain the friend or the payload. */
    @Override
    public String toString() {
        return "NewEvent[connectionId=%s, eventId=%s, kind=%s]".formatted(connectionId, eventId, payload.kind());
    }
}
