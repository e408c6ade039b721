package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.api.After;
import musubi.api.Limit;
import musubi.api.Page;
import musubi.broadcast.Broadcast;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.Clickers;
import musubi.broadcast.UnknownBroadcastException;
import musubi.broadcast.winner.CountedVariant;
import musubi.tracking.counts.Clicks;
import musubi.tracking.counts.Clicks.Clicker;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/broadcasts/{broadcastId}")
@Tag(name = "Broadcasts", description = "Messages to the contacts of HubSpot lists")
class ClicksController {

    private final Broadcasts broadcasts;
    private final Clicks clicks;
    private final Clickers clickers;

    ClicksController(Broadcasts broadcasts, Clicks clicks, Clickers clickers) {
        this.broadcasts = broadcasts;
        this.clicks = clicks;
        this.clickers = clickers;
    }

    @Schema(name = "BroadcastLinks")
    record LinksAnswer(List<LinkAnswer> items) {}

    @Schema(name = "BroadcastLink")
    record LinkAnswer(
            @Schema(description = "In the order of the message, from 1")
            int number,

            @Schema(description = "Name of the variant; null where there is only one message") @Nullable
            String variant,

            @Schema(description = "Whether those have it who waited for the winner")
            boolean remainder,

            @Schema(description = "As it was written", example = "https://www.example.com/sale")
            String url,

            long clicks,

            @Schema(description = "Who opened it, each once; 0 where all people got the same link")
            long people) {}

    @GetMapping("/links")
    @Operation(
            operationId = "listBroadcastLinks",
            summary = "The counted links of a broadcast",
            description = "Once it is being prepared. Behind what happens by a second at most.")
    LinksAnswer links(@PathVariable UUID broadcastId) {
        var broadcast = known(broadcastId);
        var variants = broadcast.content().variants();
        return new LinksAnswer(clicks.links(broadcastId).stream()
                .flatMap(link -> CountedVariant.of(link.variant(), broadcast).stream()
                        .map(counted -> new LinkAnswer(
                                link.number(),
                                variants.isEmpty()
                                        ? null
                                        : variants.get(counted.variant()).name(),
                                counted.remainder(),
                                link.url(),
                                link.clicks(),
                                link.people())))
                .toList());
    }

    private Broadcast known(UUID id) {
        return broadcasts.find(id).orElseThrow(() -> new UnknownBroadcastException(id));
    }

    /** A person who opened a link, as read from HubSpot now. */
    @Schema(name = "Clicker")
    record ClickerAnswer(
            @Schema(description = "Record id in HubSpot") String contactId,

            @Schema(description = "Empty when the contact is gone")
            String name,

            Instant firstClickAt,
            @Schema(format = "uri") String hubspotUrl) {}

    @GetMapping("/clickers")
    @Operation(
            operationId = "listClickers",
            summary = "Who opened a link of a broadcast, the first one first",
            description = "Names are read from HubSpot now. Who clicked is kept for musubi.delivery.click-retention.")
    @ApiResponse(responseCode = "200", description = "A part of them")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there, such as a scope")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    Page<ClickerAnswer> clickers(
            @PathVariable UUID broadcastId,
            @After @RequestParam(defaultValue = "") String after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        Page.checkLimit(limit);
        var page = clickers.of(broadcastId, cursor(after), limit);
        return new Page<>(
                page.people().stream()
                        .map(person -> new ClickerAnswer(
                                person.contactId(), person.name(), person.firstClickAt(), person.hubspotUrl()))
                        .toList(),
                page.last().map(Clicker::cursor).orElse(null));
    }

    private static Optional<Clicker> cursor(String after) {
        var found = Clicker.parse(after);
        if (!after.isEmpty() && found.isEmpty()) {
            throw Page.notACursor();
        }
        return found;
    }
}
