package musubi.console.links;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.Chart;
import musubi.console.layout.Layout;
import musubi.link.Link;
import musubi.link.LinkCounts;
import musubi.link.Links;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Finds the links of a connection for pages; 404 where there is none. */
@Component
class LinkViews {

    private static final int DAYS = 30;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Links links;
    private final Connections connections;
    private final Clock clock;

    LinkViews(Links links, Connections connections, Clock clock) {
        this.links = links;
        this.connections = connections;
        this.clock = clock;
    }

    /** A custom link on a page. */
    record LinkView(
            String id,
            String title,
            Optional<String> originalSource,
            String pageAfter,
            boolean enabled,
            URI url,
            LinkCounts counts,
            ZonedDateTime createdAt) {}

    Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }

    Link one(UUID connectionId, String linkId) {
        return links.find(linkId)
                .filter(link -> link.connectionId().equals(connectionId))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    LinkView view(Link link, Connection connection) {
        return view(link, links.counts(link.connectionId(), Optional.of(link.id())), connection);
    }

    private LinkView view(Link link, LinkCounts counts, Connection connection) {
        return new LinkView(
                link.id(),
                link.title(),
                link.originalSource().map(source -> "links.source." + source),
                link.pageAfter().map(URI::toString).orElse(""),
                link.enabled(),
                links.url(link),
                counts,
                link.createdAt().atZone(connection.timeZone()));
    }

    /** All custom links, the newest first. */
    List<LinkView> all(Connection connection) {
        var counts = links.countsOfAll(connection.id());
        return links.of(connection.id()).reversed().stream()
                .map(link -> view(link, counts.getOrDefault(link.id(), LinkCounts.NONE), connection))
                .toList();
    }

    /** The last thirty days of a link; without an id, of the plain one. */
    Chart chart(Connection connection, Optional<String> linkId, Layout layout) {
        var today = LocalDate.ofInstant(clock.instant(), connection.timeZone());
        return new Chart(
                Chart.Kind.BAR,
                List.of("links.opened", "links.linked", "links.created"),
                links.days(connection.id(), linkId, today.minusDays(DAYS - 1L), today).stream()
                        .map(day -> new Chart.Row(layout.dayOfYear(day.day()), counts(day.counts())))
                        .toList());
    }

    private static List<Long> counts(LinkCounts counts) {
        return List.of(counts.opened(), counts.linked(), counts.created());
    }

    /** Whether it can be opened on this machine only. */
    static boolean onlyOnThisMachine(URI url) {
        return THIS_MACHINE.contains(String.valueOf(url.getHost()));
    }
}
