package musubi.console.layout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The speed of what runs, from samples of the last seconds. In memory only, sampled whenever somebody watches; what nobody watches any more is
 * forgotten.
 */
@Component
public final class Pace {

    private static final Duration WINDOW = Duration.ofSeconds(20);
    /** The least time between two samples. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(500);

    private record Sample(Instant at, long done) {}

    private final Map<UUID, Deque<Sample>> samples = new ConcurrentHashMap<>();
    private final Clock clock;

    Pace(Clock clock) {
        this.clock = clock;
    }

    /**
     * How much is done in a second.
     *
     * @param runs whether it goes on
     * @param done so far
     * @return empty when it does not run, or has not been sampled for long enough
     */
    public Optional<Double> of(UUID id, boolean runs, long done) {
        forget();
        if (!runs) {
            samples.remove(id);
            return Optional.empty();
        }
        var now = new Sample(clock.instant(), done);
        var seen = samples.computeIfAbsent(id, _ -> new ArrayDeque<>());
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

    private void forget() {
        var old = clock.instant().minus(WINDOW.multipliedBy(3));
        samples.values().removeIf(seen -> {
            synchronized (seen) {
                return !seen.isEmpty() && seen.getLast().at().isBefore(old);
            }
        });
    }
}
