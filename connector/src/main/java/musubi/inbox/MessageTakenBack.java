package musubi.inbox;

import java.util.UUID;

/**
 * An application event: a friend took a message back, and the {@link EventKind#UNSEND} event that says so is on disk. It may get lost:
 * the same is done when that event is applied.
 */
public record MessageTakenBack(UUID connectionId, String friend, String messageId) {

    /** Does not contain the friend: it would end in a log. */
    @Override
    public String toString() {
        return "MessageTakenBack[connectionId=%s]".formatted(connectionId);
    }
}
