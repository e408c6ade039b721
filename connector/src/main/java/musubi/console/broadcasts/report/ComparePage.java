package musubi.console.broadcasts.report;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.report.ComparedBroadcast;
import musubi.broadcast.report.ComparedBroadcast.Order;
import musubi.broadcast.report.Comparison;
import musubi.broadcast.report.ComparisonCsv;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.console.layout.Period;
import musubi.delivery.BlockedCounts;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The broadcasts of a period, compared. The server sorts. */
@ConsolePage
@RequestMapping("/connections/{id}/broadcasts")
class ComparePage {

    /** As many are shown; the file has more. */
    private static final int MAX_SHOWN = 200;

    private final Comparison comparison;
    private final Connections connections;
    private final MessageSource messages;
    private final Clock clock;

    ComparePage(Comparison comparison, Connections connections, MessageSource messages, Clock clock) {
        this.comparison = comparison;
        this.connections = connections;
        this.messages = messages;
        this.clock = clock;
    }

    /** A line; empty numbers are not counted in that broadcast. */
    record Row(
            UUID id,
            String title,
            Optional<BroadcastState> unfinished,
            ZonedDateTime startedAt,
            long sent,
            Optional<Long> clickedPeople,
            String rate,
            Optional<Long> blocked) {

        private static Row of(ComparedBroadcast one, Layout layout) {
            var clicked = one.clicked();
            return new Row(
                    one.id(),
                    one.title(),
                    Optional.of(one.state()).filter(state -> state != BroadcastState.DONE),
                    one.startedAt().atZone(layout.zone()),
                    one.counts().sent(),
                    clicked.map(found -> found.part()),
                    clicked.map(found -> Percent.of(found.part(), found.of(), layout))
                            .orElse(Percent.NONE),
                    one.blocked().map(BlockedCounts::within72h));
        }
    }

    /**
     * A column by which it can be sorted.
     *
     * @param sorted {@code ascending}, {@code descending} or {@code none}, as ARIA says it
     * @param down whether a click sorts the largest first
     */
    record Column(Order order, String sorted, boolean down) {}

    /**
     * The page.
     *
     * @param sort an {@link Order}; any other word: the newest first
     * @param up whether the smallest is first
     */
    @GetMapping("/compare")
    String show(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "false") boolean up,
            @ModelAttribute("layout") Layout layout,
            Model model) {
        var connection = known(id);
        var period = period(connection, from, to);
        var order = Arrays.stream(Order.values())
                .filter(each -> each.name().equals(sort))
                .findFirst()
                .orElse(Order.STARTED);
        var found = of(connection, period, MAX_SHOWN + 1);
        model.addAttribute("id", id);
        model.addAttribute("period", period);
        model.addAttribute("columns", columns(order, up));
        model.addAttribute("most", MAX_SHOWN);
        model.addAttribute("tooMany", found.size() > MAX_SHOWN);
        model.addAttribute(
                "rows",
                found.stream()
                        .limit(MAX_SHOWN)
                        .sorted(order.comparator(!up))
                        .map(one -> Row.of(one, layout))
                        .toList());
        model.addAttribute("asOf", clock.instant().atZone(connection.timeZone()));
        return "console/compare";
    }

    private static List<Column> columns(Order order, boolean up) {
        return Arrays.stream(Order.values())
                .map(each -> each == order
                        ? new Column(each, up ? "ascending" : "descending", up)
                        : new Column(each, "none", each != Order.TITLE))
                .toList();
    }

    @GetMapping("/compare.csv")
    ResponseEntity<byte[]> file(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @ModelAttribute("layout") Layout layout) {
        var connection = known(id);
        var period = period(connection, from, to);
        return CsvFile.of(
                "musubi-broadcasts-%s-%s.csv".formatted(period.from(), period.to()),
                ComparisonCsv.of(
                        of(connection, period, ComparisonCsv.MAX_ROWS),
                        connection.timeZone(),
                        CsvFile.words(messages, layout)));
    }

    private List<ComparedBroadcast> of(Connection connection, Period period, int limit) {
        var zone = connection.timeZone();
        return comparison.of(
                connection.id(),
                period.from().atStartOfDay(zone).toInstant(),
                period.to().plusDays(1).atStartOfDay(zone).toInstant(),
                limit);
    }

    private Period period(Connection connection, String from, String to) {
        var zone = connection.timeZone();
        return Period.of(
                from,
                to,
                LocalDate.ofInstant(clock.instant(), zone),
                LocalDate.ofInstant(connection.createdAt(), zone));
    }

    private Connection known(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
