package musubi.broadcast.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Tracking;
import musubi.delivery.BlockedCounts;
import musubi.delivery.DeliveryCounts;
import musubi.tracking.counts.Clicks;

/**
 * A broadcast among others of a period.
 *
 * @param leftOut those who got nothing, for whatever reason
 * @param blocked empty where it is not counted
 */
public record ComparedBroadcast(
        UUID id,
        String title,
        BroadcastState state,
        Tracking tracking,
        Instant startedAt,
        Optional<Instant> finishedAt,
        long listed,
        long leftOut,
        DeliveryCounts counts,
        Clicks.Sum clicks,
        Optional<BlockedCounts> blocked) {

    /** By what they can be ordered. */
    public enum Order {
        STARTED,
        TITLE,
        SENT,
        CLICKED,
        RATE,
        BLOCKED;

        /** Of equal ones the newest comes first; those of which it is not counted are the smallest. */
        public Comparator<ComparedBroadcast> comparator(boolean descending) {
            var comparator = ascending();
            return (descending ? comparator.reversed() : comparator)
                    .thenComparing(ComparedBroadcast::startedAt, Comparator.reverseOrder())
                    .thenComparing(ComparedBroadcast::id);
        }

        private Comparator<ComparedBroadcast> ascending() {
            return switch (this) {
                case STARTED -> Comparator.comparing(ComparedBroadcast::startedAt);
                case TITLE -> Comparator.comparing(ComparedBroadcast::title);
                case SENT -> Comparator.comparingLong(one -> one.counts().sent());
                case CLICKED ->
                    Comparator.comparingLong(
                            one -> one.clicked().map(Proportion::part).orElse(-1L));
                case RATE ->
                    Comparator.comparingDouble(
                            one -> one.clicked().map(Proportion::share).orElse(-1.0));
                case BLOCKED ->
                    Comparator.comparingLong(
                            one -> one.blocked().map(BlockedCounts::within72h).orElse(-1L));
            };
        }
    }

    /** How many of those who got it clicked; empty where people are not counted, or nobody got it. */
    public Optional<Proportion> clicked() {
        return tracking == Tracking.PERSON && counts.sent() > 0
                ? Optional.of(new Proportion(Math.min(clicks.people(), counts.sent()), counts.sent()))
                : Optional.empty();
    }
}
