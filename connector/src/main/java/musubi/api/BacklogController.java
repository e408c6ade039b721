package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.Backlog;
import musubi.inbox.Failure;
import musubi.inbox.Inbox;
import musubi.sync.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
@Tag(name = "Backlog", description = "Events on disk that are not yet in HubSpot, and those that never can be")
class BacklogController {

    private static final int MOST = 100;

    private final Inbox inbox;
    private final Connections connections;
    private final HubSpotSettings settings;

    BacklogController(Inbox inbox, Connections connections, HubSpotSettings settings) {
        this.inbox = inbox;
        this.connections = connections;
        this.settings = settings;
    }

    /**
     * An event that could not be applied.
     *
     * @param reason what happened, in one sentence
     * @param advice what a person can do
     * @param detail HubSpot's own words; may hold values of the contact
     * @param contactId record id of the HubSpot contact it is about, if it is about one
     * @param hubspotUrl that contact's page
     */
    record FailureAnswer(
            String id,
            UUID connectionId,
            String lineUserId,
            String code,
            String reason,
            String advice,
            String detail,
            @Nullable String contactId,
            @Nullable String hubspotUrl,
            Instant receivedAt,
            Instant failedAt) {

        static FailureAnswer of(Failure failure, @Nullable String hubspotUrl) {
            var reason = Reason.valueOf(failure.reason());
            return new FailureAnswer(
                    String.valueOf(failure.id()),
                    failure.connectionId(),
                    failure.friend(),
                    failure.reason(),
                    reason.title(),
                    reason.advice(),
                    failure.detail(),
                    failure.recordId().isEmpty() ? null : failure.recordId(),
                    hubspotUrl,
                    failure.receivedAt(),
                    failure.failedAt());
        }

        /** Does not tell the friend. */
        @Override
        public String toString() {
            return "FailureAnswer[id=%s, code=%s]".formatted(id, code);
        }
    }

    @GetMapping("/connections/{id}/backlog")
    @Operation(summary = "What waits: events pending, age of the oldest in seconds, events that failed for good")
    Backlog backlog(@PathVariable UUID id) {
        known(id);
        return inbox.backlog(id);
    }

    @GetMapping("/connections/{id}/failures")
    @Operation(summary = "Events that could not be applied, the newest first")
    Page<FailureAnswer> failures(
            @PathVariable UUID id,
            @Parameter(description = "next of the page before") @RequestParam(defaultValue = "") String after,
            @Parameter(description = "1 to 100") @RequestParam(defaultValue = "50") int limit) {
        var connection = known(id);
        if (limit < 1 || limit > MOST) {
            throw new InvalidParameterException("limit", "%d (expected: 1 to %d)".formatted(limit, MOST));
        }
        var failures = inbox.failures(id, after.isEmpty() ? Long.MAX_VALUE : number("after", after), limit + 1);
        var page = failures.stream()
                .limit(limit)
                .map(failure -> FailureAnswer.of(
                        failure,
                        failure.recordId().isEmpty()
                                ? null
                                : settings.contactUrl(connection.portalId(), failure.recordId())))
                .toList();
        return new Page<>(page, failures.size() > limit ? page.getLast().id() : null);
    }

    @PostMapping("/failures/{id}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Tries the event again, now")
    @ApiResponse(responseCode = "204", description = "It waits to be applied again")
    @ApiResponse(responseCode = "404", description = "There is no such failure")
    void retry(@PathVariable String id) {
        if (inbox.retryFailure(number("id", id)).isEmpty()) {
            throw new NoSuchThingException("failure");
        }
    }

    @DeleteMapping("/failures/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Gives the event up")
    @ApiResponse(responseCode = "204", description = "It is gone for good")
    @ApiResponse(responseCode = "404", description = "There is no such failure")
    void delete(@PathVariable String id) {
        if (!inbox.deleteFailure(number("id", id))) {
            throw new NoSuchThingException("failure");
        }
    }

    private Connection known(UUID connectionId) {
        return connections.find(connectionId).orElseThrow(() -> new NoSuchThingException("connection"));
    }

    private static long number(String field, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new InvalidParameterException(field, "%s (expected: a number)".formatted(text));
        }
    }
}
