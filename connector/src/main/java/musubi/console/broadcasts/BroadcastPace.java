package musubi.console.broadcasts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastState;
import org.springframework.stereotype.Component;

/** The speed of what is being sent, from samples of the last seconds. In memory only, sampled whenever somebody watches. */
@Component
class BroadcastPace {

    private static final Duration WINDOW = Duration.ofSeconds(20);
    /** The least time between two samples. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(500);

    private record Sample(Instant at, long done) {}

    private final Map<UUID, Deque<Sample>> samples = new ConcurrentHashMap<>();
    private final Clock clock;

    BroadcastPace(Clock clock) {
        this.clock = clock;
    }

    /** Messages a second; empty when it is not being sent, or has not been sampled for long enough. */
    Optional<Double> of(Broadcast one) {
        forget();
        if (one.state() != BroadcastState.SENDING) {
            samples.remove(one.id());
            return Optional.empty();
        }
        var counts = one.counts().delivery();
        var now = new Sample(clock.instant(), counts.recipients() - counts.left());
        var seen = samples.computeIfAbsent(one.id(), _ -> new ArrayDeque<>());
        synchronized (seen) {
            if (seen.isEmpty() || !now.at().isBefore(seen.getLast().at().plus(MIN_INTERVAL))) {
                seen.addLast(now);
            }
            while (seen.size() > 2 && seen.getFirst().at().isBefore(now.at().minus(WINDOW))) {
                seen.removeFirst();
            }
            var between = Duration.between(seen.getFirst().at(), now.at());
            return between.compareTo(MIN_INTERVAL) < 0
                    ? Optional.empty()
                    : Optional.of((now.done() - seen.getFirst().done()) * 1_000.0 / between.toMillis());
        }
    }

    /** Nobody watches these any more. */
    private void forget() {
        var old = clock.instant().minus(WINDOW.multipliedBy(3));
        samples.values().removeIf(seen -> {
            synchronized (seen) {
                return !seen.isEmpty() && seen.getLast().at().isBefore(old);
            }
        });
    }
}
