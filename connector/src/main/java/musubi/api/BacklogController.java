package musubi.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.HubSpotSettings;
import musubi.inbox.Backlog;
import musubi.inbox.EventQueue;
import musubi.inbox.FailedEvent;
import musubi.inbox.FailedEvents;
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

    private final EventQueue queue;
    private final FailedEvents failedEvents;
    private final Connections connections;
    private final HubSpotSettings settings;
    private final AnswerTexts texts;

    BacklogController(
            EventQueue queue,
            FailedEvents failedEvents,
            Connections connections,
            HubSpotSettings settings,
            AnswerTexts texts) {
        this.texts = texts;
        this.queue = queue;
        this.failedEvents = failedEvents;
        this.connections = connections;
        this.settings = settings;
    }

    /** An event that could not be applied. */
    @Schema(name = "Failure")
    record FailureAnswer(
            @Schema(description = "A number") String id,
            UUID connectionId,
            @Schema(description = "Whose event it is") String lineUserId,

            @Schema(description = "The kind of reason; others may come")
            String code,

            @Schema(description = "What happened, in one sentence")
            String reason,

            @Schema(description = "What a person can do") String advice,

            @Schema(description = "HubSpot's own words, if any; may hold values of the contact")
            String detail,

            @Schema(description = "Record id of the HubSpot contact it is about") @Nullable
            String contactId,

            @Schema(description = "That contact's page") @Nullable
            String hubspotUrl,

            Instant receivedAt,
            Instant failedAt) {

        static FailureAnswer of(FailedEvent failure, @Nullable String hubspotUrl, AnswerTexts texts) {
            return new FailureAnswer(
                    String.valueOf(failure.id()),
                    failure.connectionId(),
                    failure.friend(),
                    failure.reason(),
                    texts.of("failures.reason." + failure.reason()),
                    texts.of("failures.advice." + failure.reason()),
                    failure.detail(),
                    failure.recordId().isEmpty() ? null : failure.recordId(),
                    hubspotUrl,
                    failure.receivedAt(),
                    failure.failedAt());
        }

        /** Without personal data. */
        @Override
        public String toString() {
            return "FailureAnswer[id=%s, code=%s]".formatted(id, code);
        }
    }

    @GetMapping("/connections/{id}/backlog")
    @Operation(
            operationId = "getBacklog",
            summary = "What waits: events pending, age of the oldest in seconds, events that failed for good")
    Backlog backlog(@PathVariable UUID id) {
        known(id);
        return queue.backlog(id);
    }

    @GetMapping("/connections/{id}/failures")
    @Operation(operationId = "listFailures", summary = "Events that could not be applied, the newest first")
    Page<FailureAnswer> failures(
            @PathVariable UUID id,
            @After @RequestParam(defaultValue = "") String after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        var connection = known(id);
        Page.checkLimit(limit);
        var failures = failedEvents.page(
                id, after.isEmpty() ? Long.MAX_VALUE : number(after).orElseThrow(Page::notACursor), limit + 1);
        var page = failures.stream()
                .limit(limit)
                .map(failure -> FailureAnswer.of(
                        failure,
                        failure.recordId().isEmpty()
                                ? null
                                : settings.contactUrl(connection.portalId(), failure.recordId()),
                        texts))
                .toList();
        return new Page<>(page, failures.size() > limit ? page.getLast().id() : null);
    }

    @PostMapping("/failures/{id}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "retryFailure", summary = "Tries the event again, now")
    @ApiResponse(responseCode = "204", description = "It waits to be applied again")
    void retry(@PathVariable String id) {
        if (number(id).flatMap(failedEvents::retry).isEmpty()) {
            throw new NoSuchResourceException("failure");
        }
    }

    @DeleteMapping("/failures/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteFailure", summary = "Gives the event up")
    @ApiResponse(responseCode = "204", description = "It is gone for good")
    void delete(@PathVariable String id) {
        if (number(id).filter(failedEvents::delete).isEmpty()) {
            throw new NoSuchResourceException("failure");
        }
    }

    private Connection known(UUID connectionId) {
        return connections.find(connectionId).orElseThrow(() -> new NoSuchResourceException("connection"));
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
