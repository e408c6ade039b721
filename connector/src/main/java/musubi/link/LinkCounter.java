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

/** Counts what happens by links, by the day in the portal's time zone. */
@Component
class LinkCounter {

    private static final Comparator<Count> ORDER = Comparator.comparing(Count::connectionId)
            .thenComparing(count -> count.linkId().orElse(""))
            .thenComparing(Count::day)
            .thenComparing(Count::kind);

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
     * Counts one more.
     *
     * @param linkId of a custom link; empty for the connection's own link
     */
    void count(UUID connectionId, Optional<String> linkId, Kind kind) {
        connections.find(connectionId).ifPresent(connection -> {
            var day = LocalDate.ofInstant(clock.instant(), connection.timeZone());
            counts.increment(new Count(connectionId, linkId, day, kind));
        });
    }

    /** The sync created a contact for a friend who came by a link. */
    @EventListener
    void created(ContactCreatedByLink event) {
        count(event.connectionId(), Optional.of(event.linkId()).filter(id -> !id.isEmpty()), Kind.CREATED);
    }

    @PreDestroy
    void write() {
        counts.flush();
    }
}
