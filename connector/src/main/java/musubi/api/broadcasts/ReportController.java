package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import musubi.api.InvalidParameterException;
import musubi.broadcast.Broadcast;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.UnknownBroadcastException;
import musubi.broadcast.report.Comparison;
import musubi.broadcast.report.ComparisonCsv;
import musubi.broadcast.report.NumbersCsv;
import musubi.broadcast.report.ReportCsv;
import musubi.broadcast.report.Reports;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
@Tag(name = "Broadcasts", description = "Messages to the contacts of HubSpot lists")
class ReportController {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 3_660;

    private final Broadcasts broadcasts;
    private final Reports reports;
    private final Comparison comparison;
    private final Connections connections;
    private final Clock clock;

    ReportController(
            Broadcasts broadcasts, Reports reports, Comparison comparison, Connections connections, Clock clock) {
        this.broadcasts = broadcasts;
        this.reports = reports;
        this.comparison = comparison;
        this.connections = connections;
        this.clock = clock;
    }

    @GetMapping(path = "/broadcasts/{broadcastId}/report.csv", produces = CSV)
    @Operation(
            operationId = "getBroadcastReport",
            summary = "The numbers of a broadcast, as CSV",
            description =
                    "A line for each number: who was left out and why, what was sent, clicks by link, by variant, by hours for the first"
                            + " 48 hours and by days after that. Shares are from 0 to 1. No person is in it.")
    String report(@PathVariable UUID broadcastId) {
        var zone = broadcasts
                .find(broadcastId)
                .map(Broadcast::connectionId)
                .map(this::connection)
                .map(Connection::timeZone)
                .orElseThrow(() -> new UnknownBroadcastException(broadcastId));
        return reports.of(broadcastId, zone)
                .map(report -> ReportCsv.of(report, zone, NumbersCsv.Words.CODES))
                .orElseThrow(() -> new UnknownBroadcastException(broadcastId));
    }

    @GetMapping(path = "/connections/{id}/broadcasts.csv", produces = CSV)
    @Operation(
            operationId = "compareBroadcasts",
            summary = "The numbers of the broadcasts of a period, as CSV",
            description =
                    "A line for each broadcast whose first message went out on these days, the newest first; up to 10,000.")
    String broadcasts(
            @PathVariable UUID id,
            @Parameter(
                            description =
                                    "The first day, in the time zone of the HubSpot account; left out: 30 days in all",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(defaultValue = "")
                    String from,
            @Parameter(
                            description = "The last day, included; left out: today. At most 3,660 days in all",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(defaultValue = "")
                    String to) {
        var zone = connection(id).timeZone();
        var last = to.isEmpty() ? LocalDate.ofInstant(clock.instant(), zone) : date("to", to);
        var first = from.isEmpty() ? last.minusDays(DEFAULT_DAYS - 1L) : date("from", from);
        var days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1 || days > MAX_DAYS) {
            throw new InvalidParameterException("from", "rest.invalid.days", first, last, MAX_DAYS);
        }
        return ComparisonCsv.of(
                comparison.of(
                        id,
                        first.atStartOfDay(zone).toInstant(),
                        last.plusDays(1).atStartOfDay(zone).toInstant(),
                        ComparisonCsv.MAX_ROWS),
                zone,
                NumbersCsv.Words.CODES);
    }

    private static LocalDate date(String field, String text) {
        try {
            var date = LocalDate.parse(text);
            if (date.getYear() >= 2000 && date.getYear() < 3000) {
                return date;
            }
        } catch (DateTimeException ignored) {
            // refused below
        }
        throw new InvalidParameterException(field, "rest.invalid.date", text);
    }

    private Connection connection(UUID id) {
        return connections.find(id).orElseThrow(() -> new UnknownConnectionException(id));
    }
}
