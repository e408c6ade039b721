package musubi.link;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import musubi.connection.Connections;
import musubi.link.LinkCounts.Kind;
import musubi.sync.ContactCreatedByLink;
import musubi.system.LocalJobs;
import musubi.system.WorkerFailures;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts what visitors of links do, by day. What anybody can do without signing in (opening, linking, declining) is counted in memory and
 * written once a second, so that opening a link costs no write; a process that is killed loses a second of these counts. Contacts that
 * were created are counted in the transaction that settles their events.
 */
@Component
class LinkCounter {

    private static final Comparator<Tally> ORDER = Comparator.comparing(Tally::connectionId)
            .thenComparing(tally -> tally.linkId().orElse(""))
            .thenComparing(Tally::day)
            .thenComparing(Tally::kind);

    private final CountRows rows;
    private final Connections connections;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ConcurrentMap<Tally, Long> waiting = new ConcurrentHashMap<>();

    private record Tally(UUID connectionId, Optional<String> linkId, LocalDate day, Kind kind) {}

    LinkCounter(CountRows rows, Connections connections, TransactionTemplate transaction, Clock clock, LocalJobs jobs) {
        this.rows = rows;
        this.connections = connections;
        this.transaction = transaction;
        this.clock = clock;
        jobs.every(Duration.ofSeconds(1), "link-counts", this::write);
    }

    /** One more, today in the portal's time zone; written within a second. */
    void count(UUID connectionId, Optional<String> linkId, Kind kind) {
        today(connectionId).ifPresent(day -> waiting.merge(new Tally(connectionId, linkId, day, kind), 1L, Long::sum));
    }

    private Optional<LocalDate> today(UUID connectionId) {
        return connections
                .find(connectionId)
                .map(connection -> LocalDate.ofInstant(clock.instant(), connection.timeZone()));
    }

    /** One more, written at once, in the publisher's transaction. */
    @EventListener
    void created(ContactCreatedByLink event) {
        var linkId = Optional.of(event.linkId()).filter(id -> !id.isEmpty());
        today(event.connectionId()).ifPresent(day -> rows.add(event.connectionId(), linkId, day, Kind.CREATED, 1));
    }

    /** Writes what waits. Two nodes write in the same order, so that neither waits for the other in a circle. */
    @PreDestroy
    void write() {
        if (waiting.isEmpty()) {
            return;
        }
        var taken = new ConcurrentHashMap<Tally, Long>();
        for (var tally : waiting.keySet()) {
            var count = waiting.remove(tally);
            if (count != null) {
                taken.put(tally, count);
            }
        }
        try {
            transaction.executeWithoutResult(ignored -> taken.keySet().stream()
                    .sorted(ORDER)
                    .forEach(tally -> rows.add(
                            tally.connectionId(),
                            tally.linkId(),
                            tally.day(),
                            tally.kind(),
                            taken.getOrDefault(tally, 0L))));
        } catch (RuntimeException | Error e) { // none of them is lost, whatever it was
            WorkerFailures.tell("link-counts", e);
            taken.forEach((tally, count) -> waiting.merge(tally, count, Long::sum));
        }
    }
}
