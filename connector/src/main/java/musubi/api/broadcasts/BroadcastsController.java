package musubi.api.broadcasts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.api.After;
import musubi.api.AnswerTexts;
import musubi.api.InvalidParameterException;
import musubi.api.Limit;
import musubi.api.Page;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.Outlook;
import musubi.broadcast.TestBroadcast;
import musubi.broadcast.UnknownBroadcastException;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.delivery.UncertainDecision;
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
@Tag(name = "Broadcasts", description = "Messages to the contacts of HubSpot lists")
class BroadcastsController {

    private final Broadcasts broadcasts;
    private final TestBroadcast test;
    private final Connections connections;
    private final BroadcastAnswers answers;
    private final AnswerTexts texts;

    BroadcastsController(
            Broadcasts broadcasts,
            TestBroadcast test,
            Connections connections,
            BroadcastAnswers answers,
            AnswerTexts texts) {
        this.broadcasts = broadcasts;
        this.test = test;
        this.connections = connections;
        this.answers = answers;
        this.texts = texts;
    }

    @GetMapping("/connections/{id}/broadcasts")
    @Operation(operationId = "listBroadcasts", summary = "Broadcasts, the newest first")
    Page<BroadcastAnswer> list(
            @PathVariable UUID id,
            @Parameter(description = "Only those in this state") @RequestParam(required = false) @Nullable
                    BroadcastState state,
            @After @RequestParam(defaultValue = "") String after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        if (connections.find(id).isEmpty()) {
            throw new UnknownConnectionException(id);
        }
        Page.checkLimit(limit);
        var found = broadcasts.list(id, Optional.ofNullable(state), cursor(after), limit + 1);
        var page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                answers.of(page), found.size() > limit ? page.getLast().id().toString() : null);
    }

    private static Optional<UUID> cursor(String after) {
        try {
            return after.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(after));
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException("after", "rest.invalid.cursor");
        }
    }

    @PostMapping("/connections/{id}/broadcasts")
    @Operation(
            operationId = "createBroadcast",
            summary = "Make a broadcast",
            description = "A draft; nothing is sent. With message, messageId or variants, and lists or allFriends.")
    @ApiResponse(responseCode = "201", description = "A draft")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be read")
    @ApiResponse(responseCode = "422", description = "What was entered cannot be right")
    ResponseEntity<BroadcastAnswer> create(@PathVariable UUID id, @RequestBody BroadcastRequest request) {
        var made = broadcasts.create(id, request.broadcast());
        return ResponseEntity.created(URI.create("/api/broadcasts/" + made.id()))
                .body(answers.of(made));
    }

    @GetMapping("/broadcasts/{broadcastId}")
    @Operation(operationId = "getBroadcast", summary = "A broadcast with its numbers")
    BroadcastAnswer get(@PathVariable UUID broadcastId) {
        return answers.of(known(broadcastId));
    }

    private Broadcast known(UUID id) {
        return broadcasts.find(id).orElseThrow(() -> new UnknownBroadcastException(id));
    }

    @PatchMapping("/broadcasts/{broadcastId}")
    @Operation(
            operationId = "changeBroadcast",
            summary = "Change a broadcast",
            description = "What is left out stays. Of one that is prepared already, only the time can be changed.")
    @ApiResponse(responseCode = "200", description = "Changed")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be read")
    @ApiResponse(responseCode = "409", description = "It cannot be changed any more")
    @ApiResponse(responseCode = "422", description = "What was entered cannot be right")
    BroadcastAnswer change(@PathVariable UUID broadcastId, @RequestBody BroadcastRequest request) {
        return answers.of(broadcasts.change(broadcastId, request.changeOf(known(broadcastId))));
    }

    @DeleteMapping("/broadcasts/{broadcastId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteBroadcast", summary = "Delete a broadcast with its numbers")
    @ApiResponse(responseCode = "204", description = "It is gone for good")
    @ApiResponse(responseCode = "409", description = "It is under way")
    void delete(@PathVariable UUID broadcastId) {
        known(broadcastId);
        broadcasts.delete(broadcastId);
    }

    /** What sending it now would mean. */
    @Schema(name = "BroadcastOutlook")
    record OutlookAnswer(
            @Schema(description = "People of its lists; null where HubSpot does not say") @Nullable
            Long listed,

            @Nullable QuotaAnswer quota,
            List<ProblemAnswer> problems) {}

    /** Messages of the month. */
    @Schema(name = "BroadcastQuota")
    record QuotaAnswer(
            @Schema(description = "null: no limit") @Nullable
            Long limit,

            long used,
            long reserve,

            @Schema(description = "null where HubSpot does not say how many people it is for") @Nullable
            Long needed,

            @Schema(description = "null: no limit") @Nullable
            Long left,

            @Schema(
                    description = "What it costs at most: needed times the connection's pricePerMessage; null where"
                            + " one of them is not known",
                    example = "6600")
            @Nullable
            BigDecimal cost) {}

    @Schema(name = "BroadcastProblem")
    record ProblemAnswer(String field, String code, String title, String detail) {}

    @PostMapping("/broadcasts/{broadcastId}/check")
    @Operation(
            operationId = "checkBroadcast",
            summary = "What sending it now would mean",
            description = "Asks HubSpot for the size of the audience, and LINE for the messages that are left and"
                    + " whether it takes the message. Changes nothing.")
    @ApiResponse(responseCode = "200", description = "What was found")
    OutlookAnswer check(@PathVariable UUID broadcastId) {
        var outlook = broadcasts.check(broadcastId);
        var listed = outlook.listed().isPresent() ? outlook.listed().getAsLong() : null;
        return new OutlookAnswer(listed, quota(outlook, listed), answers(outlook.problems()));
    }

    private static @Nullable QuotaAnswer quota(Outlook outlook, @Nullable Long listed) {
        return outlook.quota()
                .map(quota -> new QuotaAnswer(
                        quota.limit().isPresent() ? quota.limit().getAsLong() : null,
                        quota.used(),
                        outlook.reserve(),
                        listed,
                        outlook.left().isPresent() ? outlook.left().getAsLong() : null,
                        outlook.cost().orElse(null)))
                .orElse(null);
    }

    private List<ProblemAnswer> answers(List<BroadcastProblem> problems) {
        return problems.stream()
                .map(problem -> new ProblemAnswer(
                        problem.field(), problem.codeName(), texts.of(problem.title()), texts.of(problem.detail())))
                .toList();
    }

    @Schema(name = "BroadcastTestRequest")
    record TestRequest(
            @Schema(description = "Record ids of contacts, 1 to 20", example = "[\"701\"]") @Nullable
            List<String> contactIds) {}

    @Schema(name = "BroadcastTest")
    record TestAnswer(int sent, List<ProblemAnswer> problems) {}

    @PostMapping("/broadcasts/{broadcastId}/test")
    @Operation(
            operationId = "testBroadcast",
            summary = "Send it to some contacts as a test",
            description = "With their own values, marked as a test. Each gets every variant. No number changes.")
    @ApiResponse(responseCode = "200", description = "What LINE accepted")
    @ApiResponse(responseCode = "422", description = "Nothing was sent")
    TestAnswer test(@PathVariable UUID broadcastId, @RequestBody TestRequest request) {
        var result = test.send(broadcastId, request.contactIds() == null ? List.of() : request.contactIds());
        return new TestAnswer(result.sent(), answers(result.problems()));
    }

    @Schema(name = "BroadcastSendRequest")
    record SendRequest(
            @Schema(description = "To as many as the month's messages reach for", defaultValue = "false") @Nullable
            Boolean firstOnly) {}

    @PostMapping("/broadcasts/{broadcastId}/send")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "sendBroadcast",
            summary = "Send it now, or at its time",
            description = "Now means after the time in which it can still be cancelled (musubi.delivery.undo).")
    @ApiResponse(responseCode = "202", description = "It is on its way")
    @ApiResponse(responseCode = "409", description = "It was sent already, or the month's messages do not reach")
    @ApiResponse(responseCode = "422", description = "It cannot be sent as it is")
    BroadcastAnswer send(@PathVariable UUID broadcastId, @RequestBody(required = false) @Nullable SendRequest request) {
        var firstOnly = request != null && Boolean.TRUE.equals(request.firstOnly());
        return answers.of(broadcasts.send(broadcastId, firstOnly));
    }

    @PostMapping("/broadcasts/{broadcastId}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "pauseBroadcast", summary = "Stop it where it is")
    @ApiResponse(responseCode = "204", description = "Nothing more is sent")
    @ApiResponse(responseCode = "409", description = "It is not under way")
    void pause(@PathVariable UUID broadcastId) {
        broadcasts.pause(broadcastId);
    }

    @PostMapping("/broadcasts/{broadcastId}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "resumeBroadcast", summary = "Go on exactly where it was")
    @ApiResponse(responseCode = "204", description = "It goes on")
    @ApiResponse(responseCode = "409", description = "It is not paused")
    void resume(@PathVariable UUID broadcastId) {
        broadcasts.resume(broadcastId);
    }

    @PostMapping("/broadcasts/{broadcastId}/cancel")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "cancelBroadcast", summary = "End it; what was not sent is not sent")
    @ApiResponse(responseCode = "204", description = "Nothing more is sent")
    @ApiResponse(responseCode = "409", description = "There is nothing to end")
    void cancel(@PathVariable UUID broadcastId) {
        broadcasts.cancel(broadcastId);
    }

    /** What becomes of messages whose outcome nobody knows. */
    @Schema(name = "UncertainRequest")
    record UncertainRequest(
            @JsonProperty("do") @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            UncertainDecision decision) {}

    @PostMapping("/broadcasts/{broadcastId}/uncertain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "decideUncertain",
            summary = "Decide on messages of which nobody knows whether LINE accepted them",
            description = "LINE could not be asked for 23 hours. Sent again, whoever got the first gets it twice.")
    @ApiResponse(responseCode = "204", description = "Decided")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be read")
    @ApiResponse(responseCode = "409", description = "There are none")
    void uncertain(@PathVariable UUID broadcastId, @RequestBody UncertainRequest request) {
        if (request.decision() == null) {
            throw new InvalidParameterException("do", "rest.invalid.kind");
        }
        broadcasts.decide(broadcastId, request.decision());
    }
}
