package musubi.console.links;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import java.net.URI;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.Chart;
import musubi.console.layout.Layout;
import musubi.console.layout.Period;
import musubi.link.Link;
import musubi.link.LinkCounts;
import musubi.link.LinkDay;
import musubi.link.Links;
import musubi.user.Language;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Finds the links of a connection for pages; 404 where there is none. */
@Component
class LinkViews {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Links links;
    private final Connections connections;
    private final Clock clock;

    LinkViews(Links links, Connections connections, Clock clock) {
        this.links = links;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * A custom link on a page.
     *
     * @param counts of the page's period
     * @param rate how many of those who opened it have linked; empty when nobody opened it
     */
    record LinkView(
            String id,
            String title,
            Optional<String> originalSource,
            String pageAfter,
            boolean enabled,
            URI url,
            LinkCounts counts,
            String rate,
            ZonedDateTime createdAt) {}

    Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }

    Link one(UUID connectionId, String linkId) {
        return links.find(linkId)
                .filter(link -> link.connectionId().equals(connectionId))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** The period that somebody asks for; before the connection was made nothing was counted. */
    Period period(String from, String to, Connection connection) {
        return Period.of(
                from,
                to,
                LocalDate.ofInstant(clock.instant(), connection.timeZone()),
                LocalDate.ofInstant(connection.createdAt(), connection.timeZone()));
    }

    LinkView view(Link link, LinkCounts counts, Connection connection, Layout layout) {
        return new LinkView(
                link.id(),
                link.title(),
                link.originalSource().map(source -> "links.source." + source),
                link.pageAfter().map(URI::toString).orElse(""),
                link.enabled(),
                links.url(link),
                counts,
                rate(counts, layout),
                link.createdAt().atZone(connection.timeZone()));
    }

    /** The custom links with that in their title, in any case; the newest first. */
    List<LinkView> all(Connection connection, String title, Period period, Layout layout) {
        var wanted = title.strip().toLowerCase(Locale.ROOT);
        var counts = links.countsOfAll(connection.id(), period.from(), period.to());
        return links.of(connection.id()).reversed().stream()
                .filter(link -> link.title().toLowerCase(Locale.ROOT).contains(wanted))
                .map(link -> view(link, counts.getOrDefault(link.id(), LinkCounts.NONE), connection, layout))
                .toList();
    }

    /** The days of a link; without an id, of the default one. */
    List<LinkDay> days(Connection connection, Optional<String> linkId, Period period) {
        return links.days(connection.id(), linkId, period.from(), period.to());
    }

    /** What the days sum up to. */
    static LinkCounts sum(List<LinkDay> days) {
        return days.stream().map(LinkDay::counts).reduce(LinkCounts.NONE, LinkCounts::plus);
    }

    /** How many of those who opened a link have linked, as the reader's language writes it; empty when nobody opened it. */
    static String rate(LinkCounts counts, Layout layout) {
        var perMille = counts.linkedPerMille();
        if (perMille.isEmpty()) {
            return "";
        }
        var format = NumberFormat.getPercentInstance(layout.language().locale());
        format.setMaximumFractionDigits(1);
        return format.format(perMille.getAsInt() / 1_000d);
    }

    /** The days of a period, or its months where the days are too many. */
    static Chart chart(List<LinkDay> days, Period period, Layout layout) {
        return new Chart(
                Chart.Kind.BAR,
                List.of("links.opened", "links.linked", "links.created"),
                period.byMonth() ? months(days, period, layout) : rows(days, layout));
    }

    private static List<Chart.Row> rows(List<LinkDay> days, Layout layout) {
        return days.stream()
                .map(day -> row(layout.dayOfYear(day.day()), day.counts()))
                .toList();
    }

    private static List<Chart.Row> months(List<LinkDay> days, Period period, Layout layout) {
        var sums = days.stream()
                .collect(groupingBy(
                        day -> YearMonth.from(day.day()),
                        reducing(LinkCounts.NONE, LinkDay::counts, LinkCounts::plus)));
        var format = DateTimeFormatter.ofPattern(
                layout.language() == Language.JA ? "yyyy/M" : "MMM yyyy",
                layout.language().locale());
        return period.months().stream()
                .map(month -> row(format.format(month), sums.getOrDefault(month, LinkCounts.NONE)))
                .toList();
    }

    private static Chart.Row row(String label, LinkCounts counts) {
        return new Chart.Row(label, List.of(counts.opened(), counts.linked(), counts.created()));
    }

    /** Whether it can be opened on this machine only. */
    static boolean onlyOnThisMachine(URI url) {
        return THIS_MACHINE.contains(String.valueOf(url.getHost()));
    }
}
