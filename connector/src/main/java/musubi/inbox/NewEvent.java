package musubi.inbox;

import java.util.UUID;

/**
 * An event that came in.
 *
 * @param eventId what tells repeats apart, together with the connection
 * @param friend the LINE user id
 * @param payload the event's JSON, as it came
 */
public record NewEvent(UUID connectionId, UUID eventId, String friend, byte[] payload) {

    /** Does not tell the friend or the payload. */
    @Override
    public String toString() {
        return "NewEvent[connectionId=%s, eventId=%s]".formatted(connectionId, eventId);
    }
}
