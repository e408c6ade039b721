package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastContent.VariantContent;
import musubi.broadcast.winner.Winner;
import musubi.broadcast.winner.Winner.Undecided;
import musubi.broadcast.winner.WinnerRule.By;
import org.jspecify.annotations.Nullable;

/** How far it is decided which variant the remainder gets, as REST answers it. */
@Schema(name = "BroadcastWinner")
record WinnerAnswer(
        By by,

        @Schema(description = "After the last message to the others; null where a person decides", example = "PT4H")
        @Nullable
        String after,

        @Schema(description = "People of the remainder who wait for the decision; they are in recipients")
        long held,

        @Schema(
                description = "What they wait for, while nothing else is left to be sent; null before and after that,"
                        + " and while it is paused")
        @Nullable
        WaitsFor waitsFor,

        @Schema(description = "Since when nothing else is left to be sent; null while something is, and once decided")
        @Nullable
        Instant waitsSince,

        @Schema(description = "When the clicks decide; null where that is not known yet, or they do not") @Nullable
        Instant decidesAt,

        @Schema(description = "Why the clicks did not say it when it was time; then a person has to") @Nullable
        Undecided undecided,

        @Nullable DecidedAnswer decided) {

    /** What the remainder waits for. */
    enum WaitsFor {
        /** The time at which the clicks decide. */
        CLICK_RATE,
        /** A person. */
        HAND
    }

    @Schema(name = "BroadcastWinnerDecided")
    record DecidedAnswer(
            @Schema(description = "Name of the variant", example = "B")
            String variant,

            Instant at,
            By by) {}

    static @Nullable WinnerAnswer of(Broadcast broadcast) {
        return broadcast
                .winner()
                .map(winner -> of(
                        winner,
                        broadcast.waiting().isPresent(),
                        broadcast.content().variants()))
                .orElse(null);
    }

    private static WinnerAnswer of(Winner winner, boolean waiting, List<VariantContent> variants) {
        var since = winner.held().since();
        return new WinnerAnswer(
                winner.rule().by(),
                winner.rule().after().map(Duration::toString).orElse(null),
                winner.held().people(),
                since.filter(_ -> waiting)
                        .map(_ -> winner.decidesAt().isPresent() ? WaitsFor.CLICK_RATE : WaitsFor.HAND)
                        .orElse(null),
                since.orElse(null),
                winner.decidesAt().orElse(null),
                winner.undecided().orElse(null),
                winner.decided()
                        .map(decided -> new DecidedAnswer(
                                variants.get(decided.variant()).name(), decided.at(), decided.by()))
                        .orElse(null));
    }
}
