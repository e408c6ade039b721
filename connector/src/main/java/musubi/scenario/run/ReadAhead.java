package musubi.scenario.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import musubi.hubspot.HubSpotClient;
import musubi.scenario.run.ReadPeople.Person;
import org.jspecify.annotations.Nullable;

/**
 * Reads contacts before it is their turn, a hundred a call, some calls side by side. HubSpot allows about as many contacts in a second as LINE allows
 * messages, so it has to be asked all the time, also while messages are stored, and before many are due at once. What is read stays in memory, and is
 * used for a minute. Not thread-safe.
 */
final class ReadAhead implements AutoCloseable {

    /** How long what was read is used. Whoever blocks, opts out or writes meanwhile is moved in the database, which is looked at when it is stored. */
    static final Duration FRESH = Duration.ofMinutes(1);

    /** Reads contacts. */
    @FunctionalInterface
    interface ReadContacts {
        /**
         * In one call.
         *
         * @param contactIds at most 100
         * @return by the id asked for, each of them
         */
        Map<Long, Person> read(Collection<Long> contactIds, Asked asked);
    }

    /** What is read of contacts besides whether they may get messages. */
    record Asked(Set<String> properties, boolean lists) {

        Asked {
            properties = Set.copyOf(properties);
        }

        boolean covers(Asked other) {
            return properties.containsAll(other.properties) && (lists || !other.lists);
        }
    }

    /** What came of reading. A failure: of those who are missing nothing is known. */
    record Found(Map<Long, Person> people, Optional<RuntimeException> failure) {

        /** Leaves out who it is. */
        @Override
        public String toString() {
            return "Found[%d]".formatted(people.size());
        }
    }

    private record Reading(FutureTask<Map<Long, Person>> task, Asked asked, Instant at) {}

    /** Between two looks for what is too old: there may be many thousand. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final int SIDE_BY_SIDE = 10;

    private final ReadContacts contacts;
    private final Clock clock;
    private final Semaphore places = new Semaphore(SIDE_BY_SIDE, true);
    private final Map<Long, Reading> readings = new HashMap<>();
    private Instant looked;
    private volatile boolean closed;

    ReadAhead(ReadContacts contacts, Clock clock) {
        this.contacts = contacts;
        this.clock = clock;
        this.looked = clock.instant();
    }

    /** How many people are read, or being read, and were not taken. */
    int size() {
        return readings.size();
    }

    /** Begins to read those who are not being read. Returns at once. */
    void begin(Collection<Long> contactIds, Asked asked) {
        var now = clock.instant();
        var missing = contactIds.stream()
                .filter(id -> !isUsable(readings.get(id), asked, now))
                .distinct()
                .toList();
        for (var from = 0; from < missing.size(); from += HubSpotClient.BATCH) {
            var some = missing.subList(from, Math.min(missing.size(), from + HubSpotClient.BATCH));
            var reading = new Reading(new FutureTask<>(() -> read(some, asked)), asked, now);
            some.forEach(id -> readings.put(id, reading));
            Thread.ofVirtual().name("steps-read").start(reading.task());
        }
    }

    private Map<Long, Person> read(List<Long> some, Asked asked) throws InterruptedException {
        places.acquire();
        try {
            if (closed) {
                throw new CancellationException("nobody asks for it any more");
            }
            return contacts.read(some, asked);
        } finally {
            places.release();
        }
    }

    private static boolean isUsable(@Nullable Reading reading, Asked asked, Instant now) {
        return reading != null
                && reading.asked().covers(asked)
                && !now.isBefore(reading.at())
                && now.isBefore(reading.at().plus(FRESH));
    }

    /** Takes what was read of some; those who are not being read are read now. Waits for it. */
    Found take(Collection<Long> contactIds, Asked asked) {
        begin(contactIds, asked);
        Map<Long, Person> people = new HashMap<>();
        Optional<RuntimeException> failure = Optional.empty();
        Set<Reading> failed = new HashSet<>();
        for (var id : contactIds) {
            var reading = readings.remove(id);
            if (reading == null || failed.contains(reading)) {
                continue;
            }
            try {
                var person = reading.task().get().get(id);
                if (person != null) {
                    people.put(id, person);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while contacts were read", e);
            } catch (ExecutionException e) {
                failed.add(reading);
                failure = Optional.of(unwrapped(e));
            }
        }
        return new Found(people, failure);
    }

    static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }

    /** Forgets what is too old to be used: whoever was read has left, or is due elsewhere. */
    void forgetOld() {
        var now = clock.instant();
        if (now.isBefore(looked) || !now.isBefore(looked.plus(LOOK))) {
            looked = now;
            readings.values().removeIf(reading -> !isUsable(reading, reading.asked(), now));
        }
    }

    /** Begins no further call. Those under way end by themselves. */
    @Override
    public void close() {
        closed = true;
    }
}
