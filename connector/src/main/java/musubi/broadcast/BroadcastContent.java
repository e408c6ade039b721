package musubi.broadcast;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What a broadcast says, as it was asked for: one of the three.
 *
 * @param message as it is written in the broadcast itself
 * @param messageId of a saved message, which is read when the broadcast is sent
 * @param variants two to four; each with its own message
 */
public record BroadcastContent(Optional<JsonNode> message, Optional<UUID> messageId, List<VariantContent> variants) {

    /** Variants of a broadcast. */
    public static final int MAX_VARIANTS = 4;

    public BroadcastContent {
        variants = List.copyOf(variants);
    }

    /** A variant as it was asked for. */
    public record VariantContent(String name, int percent, Optional<JsonNode> message, Optional<UUID> messageId) {}
}
