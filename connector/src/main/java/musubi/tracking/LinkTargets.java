package musubi.tracking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import musubi.system.LocalJobs;
import musubi.tracking.step.ScenarioStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where links lead, in memory: no click waits for the database, but the first one of a broadcast that was not sent lately. Only tokens of
 * ours come this far, so strangers cannot fill it. What another node adds or deletes is known here within seconds. Thread-safe.
 */
@Component
class LinkTargets {

    /** Characters of all links; those that were not used for the longest time go first. */
    private static final long MAX_WEIGHT = 4_000_000;

    private static final int NEWEST = 100;
    private static final int LOADS_AT_ONCE = 2;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LIVE = Duration.ofDays(30);

    /** The database does not say now where a link leads. */
    static final class UnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnavailableException(String message) {
            super(message);
        }
    }

    /** Of one broadcast, or one step of a scenario. */
    record Targets(UUID connectionId, Optional<ScenarioStep> step, Map<Integer, TrackedLink> links) {

        private static Targets of(TrackedLinkRepository.Found found) {
            var links = new HashMap<Integer, TrackedLink>();
            found.links().forEach(link -> links.put(key(link.variant(), link.number()), link));
            return new Targets(found.connectionId(), found.step(), Map.copyOf(links));
        }

        private static int key(int variant, int number) {
            return variant << 12 | number;
        }

        Optional<TrackedLink> link(int variant, int number) {
            return Optional.ofNullable(links.get(key(variant, number)));
        }

        private long weight() {
            return links.values().stream()
                    .mapToLong(link -> 100L
                            + link.source().length()
                            + link.target().orElse("").length()
                            + link.title().length())
                    .sum();
        }
    }

    /** @param targets empty for a broadcast that there is not, or not any more */
    private record Known(Optional<Targets> targets) {

        private long weight() {
            return 100 + targets.map(Targets::weight).orElse(0L);
        }
    }

    private final TrackedLinkRepository repository;
    private final Clock clock;
    private final LinkedHashMap<UUID, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<UUID, CompletableFuture<Optional<Targets>>> loading = new ConcurrentHashMap<>();
    private final Semaphore loads = new Semaphore(LOADS_AT_ONCE);
    private long weight;
    private Instant looked = Instant.MIN;

    LinkTargets(TrackedLinkRepository repository, Clock clock, LocalJobs jobs) {
        this.repository = repository;
        this.clock = clock;
        jobs.every(LOOK, "link-targets", this::look);
    }

    /**
     * The links of a broadcast or a step; empty when it was deleted.
     *
     * @throws UnavailableException when they are not in memory, and the database does not answer
     */
    Optional<Targets> of(UUID id) {
        var here = known(id);
        return here == null ? load(id) : here.targets();
    }

    private synchronized @Nullable Known known(UUID id) {
        return known.get(id);
    }

    /** One of those who wait asks; the others get the same answer. */
    private Optional<Targets> load(UUID id) {
        var mine = new CompletableFuture<Optional<Targets>>();
        var other = loading.putIfAbsent(id, mine);
        if (other != null) {
            return await(other);
        }
        try {
            var found = asked(id);
            keep(id, found);
            mine.complete(found);
            return found;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw new UnavailableException(e.getClass().getSimpleName());
        } finally {
            loading.remove(id, mine);
        }
    }

    private static Optional<Targets> await(CompletableFuture<Optional<Targets>> other) {
        try {
            return other.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UnavailableException(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        }
    }

    private Optional<Targets> asked(UUID id) {
        try {
            if (!loads.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        }
        try {
            return repository.find(id).map(Targets::of);
        } finally {
            loads.release();
        }
    }

    private synchronized void keep(UUID id, Optional<Targets> found) {
        forget(id);
        var kept = new Known(found);
        known.put(id, kept);
        weight += kept.weight();
        var eldest = known.entrySet().iterator();
        while (weight > MAX_WEIGHT && eldest.hasNext()) {
            weight -= eldest.next().getValue().weight();
            eldest.remove();
        }
    }

    /** It has changed, or is about to. */
    synchronized void forget(UUID id) {
        var before = known.remove(id);
        if (before != null) {
            weight -= before.weight();
        }
    }

    private boolean isGone(UUID id) {
        var here = known.get(id);
        return here != null && here.targets().isEmpty();
    }

    /** Forgets what was deleted, and learns what is new or leads elsewhere by now. */
    void look() {
        var now = clock.instant();
        List<UUID> ids;
        synchronized (this) {
            ids = new ArrayList<>(known.keySet());
        }
        var existing = repository.existing(ids);
        var fresh = repository.newest(looked.equals(Instant.MIN) ? now.minus(LIVE) : looked.minus(LATE), NEWEST);
        synchronized (this) {
            ids.stream().filter(id -> !existing.contains(id) || isGone(id)).forEach(this::forget);
        }
        if (!fresh.isEmpty()) {
            repository.find(fresh).forEach(found -> keep(found.id(), Optional.of(Targets.of(found))));
        }
        looked = now;
    }
}
