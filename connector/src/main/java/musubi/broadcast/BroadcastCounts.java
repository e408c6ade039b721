package musubi.broadcast;

import java.util.Map;
import musubi.delivery.DeliveryCounts;
import musubi.tracking.counts.Clicks;

/**
 * The people of a broadcast, in numbers.
 *
 * @param listed the sizes of its lists together, when it was prepared
 * @param leftOut those who get nothing, by reason; every reason is there
 * @param clicks on its counted links, behind by a second at most
 */
public record BroadcastCounts(long listed, Map<LeftOut, Long> leftOut, DeliveryCounts delivery, Clicks.Sum clicks) {

    public BroadcastCounts {
        leftOut = Map.copyOf(leftOut);
    }
}
