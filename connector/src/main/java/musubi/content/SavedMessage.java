package musubi.content;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A message that an operator saved.
 *
 * @param name unique within the connection
 * @param content as the operator wrote it: {@code {bubbles, quickReplies?, sender?, whenValueMissing?}}
 * @param createdAt to the millisecond
 * @param updatedAt when its name or content last changed
 */
public record SavedMessage(
        UUID id, UUID connectionId, String name, JsonNode content, Instant createdAt, Instant updatedAt) {

    /** Most of one connection. */
    public static final int MAX_COUNT = 1_000;
    /** Characters of a name. */
    public static final int MAX_NAME = 100;

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "SavedMessage[id=%s, connectionId=%s]".formatted(id, connectionId);
    }
}
