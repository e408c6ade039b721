package musubi.broadcast.report;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import musubi.broadcast.store.ComparedRepository;
import musubi.tracking.counts.Clicks;
import org.springframework.stereotype.Component;

/** The broadcasts of a period. Two queries, however many there are. */
@Component
public final class Comparison {

    private final ComparedRepository repository;
    private final Clicks clicks;

    Comparison(ComparedRepository repository, Clicks clicks) {
        this.repository = repository;
        this.clicks = clicks;
    }

    /**
     * Those whose first message went out in a period, the newest first.
     *
     * @param from the first moment
     * @param until the first moment after it
     * @param limit as many of the newest at most
     */
    public List<ComparedBroadcast> of(UUID connectionId, Instant from, Instant until, int limit) {
        var found = repository.begun(connectionId, from, until, limit);
        var sums = clicks.sums(found.stream().map(ComparedBroadcast::id).toList());
        return found.stream()
                .map(one -> new ComparedBroadcast(
                        one.id(),
                        one.title(),
                        one.state(),
                        one.tracking(),
                        one.startedAt(),
                        one.finishedAt(),
                        one.listed(),
                        one.leftOut(),
                        one.counts(),
                        sums.getOrDefault(one.id(), Clicks.Sum.NONE),
                        one.blocked()))
                .toList();
    }
}
