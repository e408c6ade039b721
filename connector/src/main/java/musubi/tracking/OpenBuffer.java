package musubi.tracking;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.stereotype.Component;

/**
 * Counts loaded images in memory, and writes them once a second. What cannot be written stays for the next time; a process that is killed
 * loses at most a second. Thread-safe.
 */
@Component
class OpenBuffer {

    /** People who wait to be written; further ones count as a load only. */
    static final int MAX_PEOPLE = 100_000;

    private static final String JOB = "estimated-opens";
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final OpenRepository repository;
    private final ConcurrentMap<Place, Long> loads = new ConcurrentHashMap<>();
    private final Set<Opener> people = ConcurrentHashMap.newKeySet();

    OpenBuffer(OpenRepository repository, LocalJobs jobs) {
        this.repository = repository;
        jobs.every(PERIOD, JOB, this::flush);
    }

    record Place(UUID id, int variant) {}

    record Opener(UUID id, int variant, long contactId, long day) {

        @Override
        public String toString() {
            return "Opener";
        }
    }

    /** Somebody's phone loaded an image. */
    void opened(LinkToken token, Instant now) {
        // people are written together with loads: the person has to be there first
        token.person()
                .filter(_ -> people.size() < MAX_PEOPLE)
                .ifPresent(person -> people.add(new Opener(
                        token.id(),
                        token.variant(),
                        person.contactId(),
                        Math.floorDiv(now.getEpochSecond(), 86_400L))));
        loads.merge(new Place(token.id(), token.variant()), 1L, Long::sum);
    }

    /** Writes what was counted since the last time. */
    @PreDestroy
    synchronized void flush() {
        Map<Place, Long> counted = new HashMap<>();
        for (var place : loads.keySet()) {
            var some = loads.remove(place);
            if (some != null) {
                counted.put(place, some);
            }
        }
        if (counted.isEmpty()) {
            return;
        }
        var openers = new HashSet<>(people);
        people.removeAll(openers);
        try {
            repository.add(counted, openers);
        } catch (RuntimeException | Error e) { // nothing is lost, whatever the failure is
            WorkerFailures.record(JOB, e);
            counted.forEach((place, some) -> loads.merge(place, some, Long::sum));
            people.addAll(openers);
        }
    }
}
