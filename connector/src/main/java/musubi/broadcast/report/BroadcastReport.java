package musubi.broadcast.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import musubi.broadcast.Broadcast;
import musubi.broadcast.winner.CountedVariant;
import musubi.broadcast.winner.Winner.Decided;
import musubi.delivery.BlockedCounts;
import musubi.tracking.counts.ClickTimes;
import musubi.tracking.counts.Clicks;

/**
 * What came of a broadcast, in numbers.
 *
 * @param links those that are counted and somebody has or gets, by variant and number
 * @param variants empty where there is only one message; without the remainder, which got it later and is no part of the comparison
 * @param verdict about the click rates of the variants, where people are counted
 * @param remainder once it is decided which variant it gets
 * @param times in which somebody clicked: by hours for the first {@value Reports#HOURS} hours, then by days
 * @param blocked empty where it is not counted
 * @param opened by LINE's unit statistics, where LINE says it
 * @param asOf when these were the numbers
 */
public record BroadcastReport(
        Broadcast broadcast,
        List<Clicks.OfLink> links,
        List<VariantResult> variants,
        Optional<VariantVerdict> verdict,
        Optional<RemainderResult> remainder,
        List<ClickTimes.Step> times,
        Optional<BlockedCounts> blocked,
        Optional<Opened> opened,
        Instant asOf) {

    /**
     * What came of one of the messages.
     *
     * @param clicked people who clicked, of those who got it
     */
    public record VariantResult(String name, int percent, Proportion clicked, long clicks) {}

    /**
     * What came of the remainder.
     *
     * @param result of the variant that it got, by these people alone; {@code percent} is the share of the remainder
     */
    public record RemainderResult(Decided decided, VariantResult result) {}

    /** People who opened the message, as LINE counts them. */
    public record Opened(long people, Instant asOf) {}

    /** What came of the message of an index of {@link #links}; empty where there is only one message. */
    public Optional<VariantResult> resultOf(int index) {
        return variants.isEmpty()
                ? Optional.empty()
                : CountedVariant.of(index, broadcast)
                        .flatMap(counted -> counted.remainder()
                                ? remainder.map(RemainderResult::result)
                                : Optional.of(variants.get(counted.variant())));
    }

    /** Those who get nothing, for whatever reason. */
    public long leftOut() {
        return broadcast.counts().leftOut().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Everybody who was looked at. */
    public long audience() {
        return leftOut() + broadcast.counts().delivery().recipients();
    }
}
