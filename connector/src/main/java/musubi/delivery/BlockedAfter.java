package musubi.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import musubi.delivery.crypto.DataKeys;
import musubi.delivery.store.BlockedRepository;
import musubi.delivery.store.BlockedRepository.PersonKey;
import musubi.delivery.store.BlockedRepository.Watched;
import musubi.inbox.FriendsBlocked;
import musubi.system.DurableJobs;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Counts the recipients of deliveries who block the account soon after. They are known by keyed hashes alone, which are deleted, together
 * with their key, 72 hours after the delivery has ended; a hash that was counted is deleted at once, so that nobody counts twice.
 */
@Component
public final class BlockedAfter {

    /** From the end of a delivery on. */
    private static final Duration FIRST = Duration.ofHours(24);

    private static final Duration KEPT = Duration.ofDays(3);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int DELETED_AT_ONCE = 10_000;

    private final BlockedRepository repository;
    private final DataKeys keys;
    private final Clock clock;

    BlockedAfter(BlockedRepository repository, DataKeys keys, Clock clock, DurableJobs jobs) {
        this.repository = repository;
        this.keys = keys;
        this.clock = clock;
        jobs.every(PAUSE, "forget-recipients", this::forget);
    }

    /** In the transaction that takes the events out of the queue, so that a crash neither loses nor doubles them. */
    @EventListener
    void blocked(FriendsBlocked event) {
        Map<PersonKey, Boolean> people = new LinkedHashMap<>();
        for (var delivery : repository.watched(event.connectionId())) {
            var key = keys.openPeople(delivery.id(), delivery.peopleKey());
            for (var friend : event.friends()) {
                if (isWithin(KEPT, friend.at(), delivery)) {
                    // the first of several counts
                    people.putIfAbsent(
                            new PersonKey(delivery.id(), key.hash(friend.userId())),
                            isWithin(FIRST, friend.at(), delivery));
                }
            }
        }
        if (!people.isEmpty()) {
            repository.count(people);
        }
    }

    private static boolean isWithin(Duration time, Instant at, Watched delivery) {
        return !at.isBefore(delivery.startedAt())
                && delivery.endedAt().filter(end -> at.isAfter(end.plus(time))).isEmpty();
    }

    /** Of some deliveries; those of which it is not counted are left out: cancelled ones, and ones of long ago. */
    public Map<UUID, BlockedCounts> of(Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : repository.counts(ids);
    }

    /** The key of a delivery goes last: what a crash leaves behind is found again by it. */
    public void forget() {
        var before = clock.instant().minus(KEPT);
        for (var id : repository.endedBefore(before)) {
            while (repository.deletePeople(id, DELETED_AT_ONCE) == DELETED_AT_ONCE) {
                // the next ones
            }
            repository.deleteKey(id, before);
        }
    }
}
