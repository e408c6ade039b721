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

/** How fast running imports are, from what was seen of them lately. Kept in memory only, as long as somebody looks. */
@Component
class ImportPace {

    private static final Duration LATELY = Duration.ofSeconds(20);
    /** Looks closer together than this tell nothing new. */
    private static final Duration APART = Duration.ofMillis(500);

    private record Look(Instant at, long done) {}

    private final Map<UUID, Deque<Look>> looks = new ConcurrentHashMap<>();
    private final Clock clock;

    ImportPace(Clock clock) {
        this.clock = clock;
    }

    /** Friends a second; empty when it does not run, or was not seen long enough. */
    Optional<Double> of(Import one) {
        if (one.state() != State.RUNNING) {
            looks.remove(one.id());
            return Optional.empty();
        }
        var seen = looks.computeIfAbsent(one.id(), ignored -> new ArrayDeque<>());
        var now = new Look(clock.instant(), one.done());
        synchronized (seen) {
            if (seen.isEmpty() || !now.at().isBefore(seen.getLast().at().plus(APART))) {
                seen.addLast(now);
            }
            while (seen.size() > 2 && seen.getFirst().at().isBefore(now.at().minus(LATELY))) {
                seen.removeFirst();
            }
            var between = Duration.between(seen.getFirst().at(), now.at());
            return between.compareTo(APART) < 0
                    ? Optional.empty()
                    : Optional.of((now.done() - seen.getFirst().done()) * 1_000.0 / between.toMillis());
        }
    }
}
