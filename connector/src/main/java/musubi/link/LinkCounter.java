package musubi.link;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.link.LinkCounts.Kind;
import musubi.sync.ContactCreatedByLink;
import musubi.system.LocalJobs;
import musubi.system.visit.BufferedCounts;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts what visitors of links do, by the day in the portal's time zone. What anybody can do without signing in (opening, linking,
 * declining) is counted in memory and written once a second, so that opening a link costs no write; a process that is killed loses a
 * second of these counts. Contacts that were created are counted in the transaction that settles their events.
 */
@Component
class LinkCounter {

    private static final Comparator<Count> ORDER = Comparator.comparing(Count::connectionId)
            .thenComparing(count -> count.linkId().orElse(""))
            .thenComparing(Count::day)
            .thenComparing(Count::kind);

    private final LinkCountRepository repository;
    private final Connections connections;
    private final Clock clock;
    private final BufferedCounts<Count> counts;

    private record Count(UUID connectionId, Optional<String> linkId, LocalDate day, Kind kind) {}

    LinkCounter(
            LinkCountRepository repository,
            Connections connections,
            TransactionTemplate transaction,
            Clock clock,
            LocalJobs jobs) {
        this.repository = repository;
        this.connections = connections;
        this.clock = clock;
        this.counts = new BufferedCounts<>(
                "link-counts",
                ORDER,
                transaction,
                jobs,
                (count, times) ->
                        repository.add(count.connectionId(), count.linkId(), count.day(), count.kind(), times));
    }

    /**
     * Counts one more; written within a second.
     *
     * @param linkId of a custom link; empty for the connection's own link
     */
    void count(UUID connectionId, Optional<String> linkId, Kind kind) {
        today(connectionId).ifPresent(day -> counts.increment(new Count(connectionId, linkId, day, kind)));
    }

    private Optional<LocalDate> today(UUID connectionId) {
        return connections
                .find(connectionId)
                .map(connection -> LocalDate.ofInstant(clock.instant(), connection.timeZone()));
    }

    /** Counts one more, written at once, in the transaction of the publisher. */
    @EventListener
    void created(ContactCreatedByLink event) {
        var linkId = Optional.of(event.linkId()).filter(id -> !id.isEmpty());
        today(event.connectionId())
                .ifPresent(day -> repository.add(event.connectionId(), linkId, day, Kind.CREATED, 1));
    }

    @PreDestroy
    void write() {
        counts.flush();
    }
}
