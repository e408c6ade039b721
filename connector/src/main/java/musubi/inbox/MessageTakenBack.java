package musubi.inbox;

import java.util.UUID;

/** LINE told that a friend took a message back; the event that says so is on disk. */
public record MessageTakenBack(UUID connectionId, String friend, String messageId) {

    /** Does not tell who: it would end in a log. */
    @Override
    public String toString() {
        return "MessageTakenBack[connectionId=%s]".formatted(connectionId);
    }
}
