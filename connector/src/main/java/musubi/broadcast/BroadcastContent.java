package musubi.broadcast;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.winner.WinnerRule;
import tools.jackson.databind.JsonNode;

/**
 * What a broadcast says, as it was asked for: one of the three.
 *
 * @param message as it is written in the broadcast itself
 * @param messageId of a saved message, which is read when the broadcast is sent
 * @param variants two to four; each with its own message
 * @param winner where the variants are for less than 100 percent: how the remainder gets the best of them
 */
public record BroadcastContent(
        Optional<JsonNode> message,
        Optional<UUID> messageId,
        List<VariantContent> variants,
        Optional<WinnerRule> winner) {

    /** Variants of a broadcast. */
    public static final int MAX_VARIANTS = 4;

    public BroadcastContent {
        variants = List.copyOf(variants);
    }

    /** Without a remainder. */
    public BroadcastContent(Optional<JsonNode> message, Optional<UUID> messageId, List<VariantContent> variants) {
        this(message, messageId, variants, Optional.empty());
    }

    /** With another way to the winner. */
    public BroadcastContent with(Optional<WinnerRule> other) {
        return new BroadcastContent(message, messageId, variants, other);
    }

    /** Of the people, in percent, how many get none of the variants at first; 0 where there are none. */
    public int remainder() {
        return variants.isEmpty() ? 0 : Math.max(0, 100 - percents());
    }

    /** The shares of all variants together, in percent. */
    public int percents() {
        return variants.stream().mapToInt(VariantContent::percent).sum();
    }

    /** A variant as it was asked for. */
    public record VariantContent(String name, int percent, Optional<JsonNode> message, Optional<UUID> messageId) {}
}
