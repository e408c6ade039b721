package musubi.broadcast;

import java.util.Map;
import musubi.delivery.DeliveryCounts;

/**
 * The people of a broadcast, in numbers.
 *
 * @param listed the sizes of its lists together, when it was prepared
 * @param leftOut those who get nothing, by reason; every reason is there
 */
public record BroadcastCounts(long listed, Map<LeftOut, Long> leftOut, DeliveryCounts delivery) {

    public BroadcastCounts {
        leftOut = Map.copyOf(leftOut);
    }
}
