package musubi.broadcast.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import musubi.broadcast.Broadcast;
import musubi.delivery.BlockedCounts;
import musubi.tracking.counts.ClickTimes;
import musubi.tracking.counts.Clicks;

/**
 * What came of a broadcast, in numbers.
 *
 * @param links those that are counted, by variant and number
 * @param variants empty where there is only one message
 * @param verdict about the click rates of the variants, where people are counted
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

    /** People who opened the message, as LINE counts them. */
    public record Opened(long people, Instant asOf) {}

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
