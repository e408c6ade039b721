package musubi.inbox.lease;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import musubi.inbox.OwnershipLostException;
import musubi.inbox.Tenure;

/** A portal that this node has a lease of. Moments are those of {@link System#nanoTime}. */
final class HeldPortal {

    private final long portalId;
    private final UUID node;
    private final long fence;
    private final AtomicInteger inHand = new AtomicInteger();
    private volatile long safeUntil;
    private volatile boolean leaving;
    private volatile boolean lost;
    private Optional<UUID> wantedBy = Optional.empty();
    private long leavingSince;

    HeldPortal(long portalId, UUID node, long fence, long safeUntil) {
        this.portalId = portalId;
        this.node = node;
        this.fence = fence;
        this.safeUntil = safeUntil;
    }

    long portalId() {
        return portalId;
    }

    long fence() {
        return fence;
    }

    void renewed(long safeUntil, Optional<UUID> wantedBy) {
        this.safeUntil = safeUntil;
        this.wantedBy = wantedBy;
    }

    Optional<UUID> wantedBy() {
        return wantedBy;
    }

    /** Whether new work may be begun. */
    boolean isOwned(long now) {
        return !leaving && lasts(now);
    }

    private boolean lasts(long now) {
        return !lost && safeUntil - now > 0;
    }

    /** There is no such lease any more. */
    void lose() {
        lost = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Begins no new work from now on. */
    void leave(long now) {
        leavingSince = now;
        leaving = true;
    }

    void stay() {
        leaving = false;
    }

    /** Whether it leaves since that long. */
    boolean leavesFor(long now, long nanos) {
        return leaving && now - leavingSince >= nanos;
    }

    boolean isInHand() {
        return inHand.get() > 0;
    }

    Tenure begin(LongSupplier nanoTime) {
        inHand.incrementAndGet();
        return new Work(nanoTime);
    }

    private final class Work implements Tenure {

        private final LongSupplier nanoTime;
        private final AtomicBoolean ended = new AtomicBoolean();

        Work(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        @Override
        public long portalId() {
            return portalId;
        }

        @Override
        public UUID node() {
            return node;
        }

        @Override
        public long fence() {
            return fence;
        }

        @Override
        public void require() {
            if (!lasts(nanoTime.getAsLong())) {
                throw new OwnershipLostException(portalId);
            }
        }

        @Override
        public void close() {
            if (!ended.getAndSet(true)) {
                inHand.decrementAndGet();
            }
        }
    }
}
