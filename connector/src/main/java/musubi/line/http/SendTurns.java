package musubi.line.http;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import musubi.line.LineException;
import musubi.line.LineFailure;
import musubi.line.LineFailure.Code;
import musubi.line.SendShare;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calls to one endpoint of one channel go at its rate: those {@link SendShare#ahead} first, the others a share after the other.
 * No thread waits. Few calls wait, and at most {@link SendEndpoint#maxUnderway} wait or are answered at a time, so bodies and connections
 * are bounded even while LINE hangs. Thread-safe.
 */
final class SendTurns {

    private final int maxWaiting;
    private final int maxUnderway;
    private final Bucket rate;
    private final Duration longestWait;
    private final ScheduledExecutorService timer;
    private final Map<SendShare, Lane> lanes = new HashMap<>();
    // lanes with a waiting call, the one whose turn it is first
    private final Deque<Lane> ahead = new ArrayDeque<>();
    private final Deque<Lane> others = new ArrayDeque<>();
    private boolean wakes;

    /** What a share has here. */
    private static final class Lane {
        private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
        private int underway;
    }

    /**
     * @param endpoint bounds the calls that wait or have no answer yet, of all shares of one kind
     * @param longestWait for the turn of a call, after which it is not made
     * @param timer wakes the calls that wait for the rate
     */
    SendTurns(SendEndpoint endpoint, int perSecond, Duration longestWait, ScheduledExecutorService timer) {
        this.maxWaiting = endpoint.maxWaiting();
        this.maxUnderway = endpoint.maxUnderway();
        this.rate = bucket(perSecond);
        this.longestWait = longestWait;
        this.timer = timer;
    }

    /** How many calls of a share may come now. */
    synchronized int room(SendShare share) {
        var lane = lanes.get(share);
        var sharing = lanes.keySet().stream()
                        .filter(other -> other.ahead() == share.ahead())
                        .count()
                + (lane == null ? 1 : 0);
        var waiting = Math.max(1, maxWaiting / sharing) - (lane == null ? 0 : lane.waiting.size());
        var underway = maxUnderway / sharing - (lane == null ? 0 : lane.underway);
        return (int) Math.max(0, Math.min(waiting, underway));
    }

    /**
     * Makes a call when it is its turn.
     *
     * @return fails with a {@link LineException} when there is no {@link #room}, or its turn does not come in time
     */
    <T> CompletableFuture<T> run(SendShare share, Supplier<CompletableFuture<T>> call) {
        var turn = new CompletableFuture<Void>();
        synchronized (this) {
            if (room(share) == 0) {
                return CompletableFuture.failedFuture(late());
            }
            var lane = lanes.computeIfAbsent(share, any -> new Lane());
            lane.underway++;
            if (lane.waiting.isEmpty()) {
                order(share).addLast(lane);
            }
            lane.waiting.addLast(turn);
        }
        var answer = turn.handle((_, thrown) -> {
                    if (thrown != null) {
                        leave(share, turn);
                        throw late();
                    }
                    return true;
                })
                .thenCompose(_ -> call.get())
                .whenComplete((done, thrown) -> leave(share));
        go();
        if (!turn.isDone()) {
            var ignored = turn.orTimeout(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        }
        return answer;
    }

    private static LineException late() {
        return new LineException(new LineFailure(Code.RATE_LIMIT_WAIT, 0));
    }

    private Deque<Lane> order(SendShare share) {
        return share.ahead() ? ahead : others;
    }

    /** A call whose turn did not come in time. */
    private synchronized void leave(SendShare share, CompletableFuture<Void> turn) {
        var lane = lanes.get(share);
        if (lane != null && removed(lane.waiting, turn) && lane.waiting.isEmpty()) {
            var ignored = order(share).remove(lane);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a turn is itself and nothing else
    private static boolean removed(Deque<CompletableFuture<Void>> waiting, CompletableFuture<Void> turn) {
        return waiting.removeIf(other -> other == turn);
    }

    /** A call that is over. */
    private synchronized void leave(SendShare share) {
        var lane = lanes.get(share);
        if (lane != null && --lane.underway == 0) {
            lanes.remove(share);
        }
    }

    private void go() {
        for (var turn = next(); turn != null; turn = next()) {
            turn.complete(null);
        }
    }

    private synchronized @Nullable CompletableFuture<Void> next() {
        for (var order : List.of(ahead, others)) {
            var lane = order.peekFirst();
            if (lane != null) {
                return mayGo() ? taken(order, lane) : null;
            }
        }
        return null;
    }

    private static @Nullable CompletableFuture<Void> taken(Deque<Lane> order, Lane lane) {
        var turn = lane.waiting.pollFirst();
        order.removeFirst();
        if (!lane.waiting.isEmpty()) {
            order.addLast(lane);
        }
        return turn;
    }

    private boolean mayGo() {
        var probe = rate.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed() && !wakes) {
            try {
                var ignored = timer.schedule(this::wake, probe.getNanosToWaitForRefill(), TimeUnit.NANOSECONDS);
                wakes = true;
            } catch (RejectedExecutionException closed) {
                // what waits ends by its time-out
            }
        }
        return probe.isConsumed();
    }

    private void wake() {
        synchronized (this) {
            wakes = false;
        }
        go();
    }

    /**
     * LINE documents token buckets, not their capacity. The rate stays a little under LINE's, and 50 ms of it may be made up for: so long a
     * pause of this process costs nothing.
     */
    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, perSecond / 20))
                        .refillGreedy(Math.max(1, perSecond * 99L / 100), Duration.ofSeconds(1)))
                .build();
    }
}
