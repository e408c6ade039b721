package musubi.console.imports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import musubi.friends.Import;
import musubi.friends.Import.State;
import org.springframework.stereotype.Component;

/** The speed of running imports, from samples of the last seconds. In memory only, sampled whenever somebody watches. */
@Component
class ImportPace {

    private static final Duration WINDOW = Duration.ofSeconds(20);
    /** The least time between two samples. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(500);

    private record Sample(Instant at, long done) {}

    private final Map<UUID, Deque<Sample>> samples = new ConcurrentHashMap<>();
    private final Clock clock;

    ImportPace(Clock clock) {
        this.clock = clock;
    }

    /** Friends per second; empty when it does not run, or has not been sampled for long enough. */
    Optional<Double> of(Import one) {
        if (one.state() != State.RUNNING) {
            samples.remove(one.id());
            return Optional.empty();
        }
        var seen = samples.computeIfAbsent(one.id(), ignored -> new ArrayDeque<>());
        var now = new Sample(clock.instant(), one.done());
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
}
