package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
import musubi.broadcast.winner.WinnerRule;
import musubi.broadcast.winner.WinnerRule.By;
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

        @Schema(
                description =
                        "2 to 4 messages of which each person gets one; together 100 percent, or less with winner")
        @Nullable
        List<@Nullable VariantRequest> variants,

        @Schema(
                description =
                        "How the remainder gets the best of the variants, where they are for less than 100 percent;"
                                + " left out in a change: stays while there is a remainder")
        @Nullable
        WinnerRequest winner,

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
                    object("variants.message", message),
                    Optional.ofNullable(messageId));
        }
    }

    @Schema(name = "BroadcastWinnerRule")
    record WinnerRequest(
            @Schema(
                    description =
                            "CLICK_RATE: the one with the highest click rate, if there is one; with tracking PERSON,"
                                    + " or SHARED where clicks are compared. HAND: the one that a person chooses")
            @Nullable
            By by,

            @Schema(
                    description = "How long after the last message to the others the clicks decide: 15 minutes to 72"
                            + " hours, as ISO 8601 says it; none with HAND",
                    example = "PT4H")
            @Nullable
            String after) {

        private WinnerRule rule() {
            if (by == null) {
                throw new InvalidParameterException("winner.by", "rest.invalid.kind");
            }
            try {
                return new WinnerRule(by, Optional.ofNullable(after).map(Duration::parse));
            } catch (DateTimeParseException notOne) {
                throw new InvalidParameterException("winner.after", "rest.invalid.kind");
            }
        }
    }

    @Schema(name = "BroadcastAudience")
    record AudienceRequest(
            @Schema(description = "Ids of HubSpot lists: whoever is in one of them", example = "[\"12\"]") @Nullable
            List<@Nullable String> lists,

            @Schema(description = "Ids of HubSpot lists: whoever is in one of them gets nothing") @Nullable
            List<@Nullable String> exceptLists,

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

        private static Set<Long> ids(String field, @Nullable List<@Nullable String> texts) {
            var ids = new HashSet<Long>();
            for (var text : texts == null ? List.<@Nullable String>of() : texts) {
                if (text == null || !text.matches("\\d{1,18}")) {
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
            for (var variant : variants) {
                if (variant == null) {
                    throw new InvalidParameterException("variants", "rest.invalid.kind");
                }
                all.add(variant.content());
            }
        }
        return new BroadcastContent(object("message", message), Optional.ofNullable(messageId), all, rule());
    }

    private static Optional<JsonNode> object(String field, @Nullable JsonNode given) {
        if (given != null && !given.isNull() && !given.isObject()) {
            throw new InvalidParameterException(field, "rest.invalid.kind");
        }
        return Optional.ofNullable(given);
    }

    private Optional<WinnerRule> rule() {
        return Optional.ofNullable(winner).map(WinnerRequest::rule);
    }

    /** What is left out stays. */
    NewBroadcast changeOf(Broadcast broadcast) {
        var change = broadcast();
        var saysMessage = message != null || messageId != null || variants != null;
        return new NewBroadcast(
                title == null ? broadcast.title() : change.title(),
                content(change.content(), saysMessage, broadcast.content()),
                audience == null ? broadcast.audience() : change.audience(),
                tracking == null ? broadcast.tracking() : tracking,
                at == null ? broadcast.at() : change.at());
    }

    private BroadcastContent content(BroadcastContent said, boolean saysMessage, BroadcastContent before) {
        var content = saysMessage ? said : before;
        if (winner != null) {
            return content.with(said.winner());
        }
        // one of other messages, of which nobody waits for it, has none
        return saysMessage && content.remainder() == 0 ? content : content.with(before.winner());
    }
}
