package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.link.Link;
import musubi.link.LinkChange;
import musubi.link.LinkCounts;
import musubi.link.LinkDay;
import musubi.link.Links;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
@Tag(name = "Links", description = "Links and QR codes by which friends link themselves with LINE Login")
class LinksController {

    private static final int MAX_DAYS = 366;
    private static final int DEFAULT_DAYS = 30;

    private final Links links;
    private final Connections connections;
    private final Clock clock;

    LinksController(Links links, Connections connections, Clock clock) {
        this.links = links;
        this.connections = connections;
        this.clock = clock;
    }

    /** The body of {@code POST} and {@code PATCH}. */
    @Schema(name = "LinkRequest")
    record LinkRequest(
            @Schema(description = "1 to 255 characters on one line", example = "Poster, Ginza station") @Nullable
            String title,

            @Schema(
                    description =
                            "One of HubSpot's original traffic sources, for contacts made through the link; empty:"
                                    + " HubSpot's own",
                    example = "OFFLINE")
            @Nullable
            String originalSource,

            @Schema(
                    description = "Where friends are sent after linking; empty: where the connection sends them",
                    example = "https://www.example.com/thanks")
            @Nullable
            String pageAfter,

            @Schema(defaultValue = "true") @Nullable Boolean enabled) {

        LinkChange change() {
            return new LinkChange(
                    Optional.ofNullable(title),
                    Optional.ofNullable(originalSource),
                    Optional.ofNullable(pageAfter),
                    Optional.ofNullable(enabled));
        }
    }

    /** The default link of a connection. */
    @Schema(name = "PlainLink")
    record PlainLinkAnswer(URI url, String qrPng, String qrSvg, LinkCounts counts) {}

    @GetMapping("/connections/{id}/link")
    @Operation(operationId = "getPlainLink", summary = "The connection's default link")
    PlainLinkAnswer plain(@PathVariable UUID id) {
        known(id);
        var own = "/api/connections/" + id + "/link";
        return new PlainLinkAnswer(links.url(id), own + "/qr.png", own + "/qr.svg", links.counts(id, Optional.empty()));
    }

    @GetMapping("/connections/{id}/link/counts")
    @Operation(operationId = "countPlainLink", summary = "Counts of the default link by day, in the portal's time zone")
    Page<LinkDay> plainCounts(
            @PathVariable UUID id,
            @Parameter(
                            description = "The first day; left out: 30 days in all",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(defaultValue = "")
                    String from,
            @Parameter(
                            description = "The last day, included; left out: today. At most 366 days in all",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(defaultValue = "")
                    String to) {
        return days(known(id), Optional.empty(), from, to);
    }

    @GetMapping("/connections/{id}/links")
    @Operation(operationId = "listLinks", summary = "Custom links, the oldest first")
    Page<LinkAnswer> list(
            @PathVariable UUID id,
            @After @RequestParam(defaultValue = "") String after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        known(id);
        Page.checkLimit(limit);
        var counts = links.countsOfAll(id);
        return Page.of(links.of(id), after, limit, LinksController::cursor)
                .map(link -> LinkAnswer.of(link, links.url(link), counts.getOrDefault(link.id(), LinkCounts.NONE)));
    }

    private static String cursor(Link link) {
        return "%016x-%s".formatted(link.createdAt().toEpochMilli(), link.id());
    }

    @PostMapping("/connections/{id}/links")
    @Operation(
            operationId = "createLink",
            summary = "Make a custom link",
            description = "For one poster, campaign or shop: contacts made through it get its title as LINE Traffic"
                    + " Source. At most 1,000 for each connection.")
    @ApiResponse(responseCode = "201", description = "In use at once, unless enabled is false")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be right")
    @ApiResponse(responseCode = "409", description = "There are 1,000 already")
    ResponseEntity<LinkAnswer> create(@PathVariable UUID id, @RequestBody LinkRequest request) {
        known(id);
        var link = links.create(id, request.change());
        return ResponseEntity.created(URI.create("/api/links/" + link.id())).body(answer(link));
    }

    @GetMapping("/links/{linkId}")
    @Operation(operationId = "getLink", summary = "A custom link")
    LinkAnswer get(@PathVariable String linkId) {
        return answer(link(linkId));
    }

    @PatchMapping("/links/{linkId}")
    @Operation(
            operationId = "changeLink",
            summary = "Change a custom link",
            description = "What is left out stays; its address never changes. Contacts made before keep the title they"
                    + " got.")
    @ApiResponse(responseCode = "200", description = "Changed")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be right")
    LinkAnswer change(@PathVariable String linkId, @RequestBody LinkRequest request) {
        return links.change(linkId, request.change())
                .map(this::answer)
                .orElseThrow(() -> new NoSuchResourceException("link"));
    }

    @DeleteMapping("/links/{linkId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteLink",
            summary = "Delete a custom link with its counts",
            description = "Printed codes of it lead to a page that says so. To keep the counts, switch it off instead.")
    @ApiResponse(responseCode = "204", description = "It is gone for good")
    void delete(@PathVariable String linkId) {
        if (!links.delete(linkId)) {
            throw new NoSuchResourceException("link");
        }
    }

    @GetMapping("/links/{linkId}/counts")
    @Operation(operationId = "countLink", summary = "Counts of a custom link by day, in the portal's time zone")
    Page<LinkDay> counts(
            @PathVariable String linkId,
            @Parameter(
                            description = "The first day; left out: 30 days in all",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(defaultValue = "")
                    String from,
            @Parameter(
                            description = "The last day, included; left out: today. At most 366 days in all",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(defaultValue = "")
                    String to) {
        var link = link(linkId);
        return days(known(link.connectionId()), Optional.of(link.id()), from, to);
    }

    private Page<LinkDay> days(Connection connection, Optional<String> linkId, String from, String to) {
        var last = to.isEmpty() ? LocalDate.ofInstant(clock.instant(), connection.timeZone()) : date("to", to);
        var first = from.isEmpty() ? last.minusDays(DEFAULT_DAYS - 1L) : date("from", from);
        var count = ChronoUnit.DAYS.between(first, last) + 1;
        if (count < 1 || count > MAX_DAYS) {
            throw new InvalidParameterException("from", "rest.invalid.days", first, last, MAX_DAYS);
        }
        return new Page<>(links.days(connection.id(), linkId, first, last), null);
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

    private LinkAnswer answer(Link link) {
        return LinkAnswer.of(link, links.url(link), links.counts(link.connectionId(), Optional.of(link.id())));
    }

    private Link link(String id) {
        return links.find(id).orElseThrow(() -> new NoSuchResourceException("link"));
    }

    private Connection known(UUID connectionId) {
        return connections.find(connectionId).orElseThrow(() -> new NoSuchResourceException("connection"));
    }
}
