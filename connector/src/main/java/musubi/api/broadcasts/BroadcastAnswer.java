package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import musubi.broadcast.Audience;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.BroadcastCounts;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.LeftOut;
import musubi.broadcast.Tracking;
import musubi.broadcast.opens.LineNumbers;
import musubi.broadcast.opens.Opens.Untold;
import musubi.delivery.Pause;
import musubi.delivery.PauseReason;
import musubi.result.ResultProgress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A broadcast, as REST answers it. */
@Schema(name = "Broadcast")
record BroadcastAnswer(
        UUID id,
        UUID connectionId,
        String title,
        BroadcastState state,
        @Nullable Instant at,
        @Nullable PauseAnswer pause,

        @Schema(implementation = Object.class, types = "object") @Nullable
        JsonNode message,

        @Nullable UUID messageId,
        List<VariantAnswer> variants,

        @Schema(description = "How the remainder gets the best of the variants; null where there is none") @Nullable
        WinnerAnswer winner,

        AudienceAnswer audience,
        Tracking tracking,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        CountsAnswer counts,
        LineAnswer line,

        @Schema(
                description =
                        "By an image that phones load; never the same as what LINE counts. null where the connection's option"
                                + " estimateOpens was off")
        @Nullable
        EstimatedAnswer estimated,

        @Schema(description = "What it leaves on contacts in HubSpot; null before it begins to send") @Nullable
        ContactsAnswer contacts) {

    @Schema(name = "BroadcastPause")
    record PauseAnswer(PauseReason reason, String detail, Instant since) {

        private static PauseAnswer of(Pause pause) {
            return new PauseAnswer(pause.reason(), pause.detail(), pause.since());
        }
    }

    @Schema(name = "BroadcastVariantAnswer")
    record VariantAnswer(
            String name,
            int percent,

            @Schema(implementation = Object.class, types = "object") @Nullable
            JsonNode message,

            @Nullable UUID messageId) {}

    @Schema(name = "BroadcastAudienceAnswer")
    record AudienceAnswer(
            List<String> lists,
            List<String> exceptLists,
            boolean allFriends,
            @Nullable Integer notReachedForDays) {

        private static AudienceAnswer of(Audience audience) {
            return new AudienceAnswer(
                    audience.lists().stream().sorted().map(String::valueOf).toList(),
                    audience.exceptLists().stream()
                            .sorted()
                            .map(String::valueOf)
                            .toList(),
                    audience.allFriends(),
                    audience.notReachedForDays().isPresent()
                            ? audience.notReachedForDays().getAsInt()
                            : null);
        }
    }

    @Schema(name = "BroadcastCounts")
    record CountsAnswer(
            @Schema(description = "The sizes of its lists together")
            long listed,

            long recipients,

            @Schema(description = "Those who get nothing, by reason")
            Map<String, Long> leftOut,

            @Schema(description = "Accepted by LINE") long sent,

            @Schema(description = "Nobody knows whether LINE accepted them")
            long uncertain,

            long refused,

            @Schema(description = "Who opened a link, each once; behind by a second at most")
            long clickedPeople,

            long clicks) {

        private static CountsAnswer of(BroadcastCounts counts) {
            var leftOut = new LinkedHashMap<String, Long>();
            for (var reason : LeftOut.values()) {
                leftOut.put(reason.key(), counts.leftOut().getOrDefault(reason, 0L));
            }
            var delivery = counts.delivery();
            return new CountsAnswer(
                    counts.listed(),
                    delivery.recipients(),
                    leftOut,
                    delivery.sent(),
                    delivery.uncertain(),
                    delivery.refused(),
                    counts.clicks().people(),
                    counts.clicks().clicks());
        }
    }

    @Schema(name = "BroadcastLineCounts")
    record LineAnswer(
            @Schema(
                    description =
                            "Messages that LINE delivered, by its own count of the next day; null while LINE does not"
                                    + " say, and where other messages of the same day cannot be told apart")
            @Nullable
            Long counted,

            @Schema(description = "People to whom LINE has shown a bubble, on a phone") @Nullable
            Long openedPeople,

            @Schema(
                    description =
                            "Why openedPeople is null: LINE says it on the next day, gives no number below 20, counts it"
                                    + " together with other broadcasts of that day, or had no name left to count it by")
            @Nullable
            Untold openedUntold,

            @Schema(description = "When LINE was last asked") @Nullable
            Instant asOf) {

        static LineAnswer of(LineNumbers numbers) {
            return new LineAnswer(
                    boxed(numbers.counted()),
                    boxed(numbers.opens().openedPeople()),
                    numbers.opens().untold().orElse(null),
                    numbers.asOf().orElse(null));
        }

        private static @Nullable Long boxed(OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
    }

    @Schema(name = "BroadcastEstimatedOpens")
    record EstimatedAnswer(
            @Schema(description = "Each once; 0 where all get the same image")
            long openedPeople,

            @Schema(description = "How often the image was loaded")
            long loads) {}

    static BroadcastAnswer of(Broadcast broadcast, Optional<ResultProgress> contacts) {
        var content = broadcast.content();
        return new BroadcastAnswer(
                broadcast.id(),
                broadcast.connectionId(),
                broadcast.title(),
                broadcast.state(),
                broadcast.at().orElse(null),
                broadcast.pause().map(PauseAnswer::of).orElse(null),
                content.message().orElse(null),
                content.messageId().orElse(null),
                variants(content),
                WinnerAnswer.of(broadcast),
                AudienceAnswer.of(broadcast.audience()),
                broadcast.tracking(),
                broadcast.createdAt(),
                broadcast.startedAt().orElse(null),
                broadcast.finishedAt().orElse(null),
                CountsAnswer.of(broadcast.counts()),
                LineAnswer.of(broadcast.line()),
                broadcast
                        .estimatedOpens()
                        .map(opens -> new EstimatedAnswer(opens.people(), opens.loads()))
                        .orElse(null),
                contacts.map(ContactsAnswer::of).orElse(null));
    }

    private static List<VariantAnswer> variants(BroadcastContent content) {
        return content.variants().stream()
                .map(variant -> new VariantAnswer(
                        variant.name(),
                        variant.percent(),
                        variant.message().orElse(null),
                        variant.messageId().orElse(null)))
                .toList();
    }
}
