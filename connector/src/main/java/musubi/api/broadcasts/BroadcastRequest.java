package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import musubi.api.InvalidParameterException;
import musubi.broadcast.Audience;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.BroadcastContent.VariantContent;
import musubi.broadcast.NewBroadcast;
import musubi.broadcast.Tracking;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body of {@code POST} and {@code PATCH} of a broadcast. */
@Schema(name = "BroadcastRequest")
record BroadcastRequest(
        @Schema(description = "For operators; 1 to 100 characters", example = "Summer sale") @Nullable
        String title,

        @Schema(description = "What is sent; instead of messageId and variants", type = "object") @Nullable
        JsonNode message,

        @Schema(description = "A saved message, read when the broadcast is sent") @Nullable
        UUID messageId,

        @Schema(description = "2 to 4 messages of which each person gets one; together 100 percent") @Nullable
        List<VariantRequest> variants,

        @Nullable AudienceRequest audience,

        @Schema(description = "How taps on links are counted", defaultValue = "PERSON") @Nullable
        Tracking tracking,

        @Schema(description = "When to send it; left out: as soon as it is told to", example = "2026-12-01T03:00:00Z")
        @Nullable
        Instant at) {

    @Schema(name = "BroadcastVariant")
    record VariantRequest(
            @Schema(example = "A") @Nullable String name,

            @Schema(description = "Of the people; 1 to 100", example = "50") @Nullable
            Integer percent,

            @Schema(type = "object") @Nullable JsonNode message,

            @Nullable UUID messageId) {

        private VariantContent content() {
            return new VariantContent(
                    name == null ? "" : name,
                    percent == null ? 0 : percent,
                    Optional.ofNullable(message),
                    Optional.ofNullable(messageId));
        }
    }

    @Schema(name = "BroadcastAudience")
    record AudienceRequest(
            @Schema(description = "Ids of HubSpot lists: whoever is in one of them", example = "[\"12\"]") @Nullable
            List<String> lists,

            @Schema(description = "Ids of HubSpot lists: whoever is in one of them gets nothing") @Nullable
            List<String> exceptLists,

            @Schema(description = "All contacts with a LINE user id; then without lists", defaultValue = "false")
            @Nullable
            Boolean allFriends,

            @Schema(description = "Only those who got no broadcast for so many days", example = "7") @Nullable
            Integer notReachedForDays) {

        private Audience audience() {
            return new Audience(
                    ids("audience.lists", lists),
                    ids("audience.exceptLists", exceptLists),
                    Boolean.TRUE.equals(allFriends),
                    notReachedForDays == null ? OptionalInt.empty() : OptionalInt.of(notReachedForDays));
        }

        private static Set<Long> ids(String field, @Nullable List<String> texts) {
            var ids = new HashSet<Long>();
            for (var text : texts == null ? List.<String>of() : texts) {
                if (!text.matches("\\d{1,18}")) {
                    throw new InvalidParameterException(field, "rest.invalid.list");
                }
                ids.add(Long.valueOf(text));
            }
            return ids;
        }
    }

    NewBroadcast broadcast() {
        return new NewBroadcast(
                title == null ? "" : title.strip(),
                content(),
                audience == null ? new Audience(Set.of(), Set.of(), false, OptionalInt.empty()) : audience.audience(),
                tracking == null ? Tracking.PERSON : tracking,
                Optional.ofNullable(at));
    }

    private BroadcastContent content() {
        var all = new ArrayList<VariantContent>();
        if (variants != null) {
            variants.forEach(variant -> all.add(variant.content()));
        }
        return new BroadcastContent(Optional.ofNullable(message), Optional.ofNullable(messageId), all);
    }

    /** What is left out stays. */
    NewBroadcast changeOf(Broadcast broadcast) {
        var change = broadcast();
        var saysMessage = message != null || messageId != null || variants != null;
        return new NewBroadcast(
                title == null ? broadcast.title() : change.title(),
                saysMessage ? change.content() : broadcast.content(),
                audience == null ? broadcast.audience() : change.audience(),
                tracking == null ? broadcast.tracking() : tracking,
                at == null ? broadcast.at() : change.at());
    }
}
