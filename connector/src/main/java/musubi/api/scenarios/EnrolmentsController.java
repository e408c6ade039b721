package musubi.api.scenarios;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.api.After;
import musubi.api.InvalidParameterException;
import musubi.api.Limit;
import musubi.api.Page;
import musubi.delivery.PauseReason;
import musubi.scenario.Enrolments;
import musubi.scenario.Enrolments.Refusal;
import musubi.scenario.Enrolments.Refused;
import musubi.scenario.Scenario;
import musubi.scenario.Scenarios;
import musubi.scenario.UnknownScenarioException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/scenarios/{scenarioId}")
@Tag(name = "Scenarios", description = "Messages that follow each other, to each person at their own time")
class EnrolmentsController {

    private static final String RECORD_ID = "[1-9]\\d{0,17}";

    private final Scenarios scenarios;
    private final Enrolments enrolments;

    EnrolmentsController(Scenarios scenarios, Enrolments enrolments) {
        this.scenarios = scenarios;
        this.enrolments = enrolments;
    }

    @Schema(name = "EnrolmentRequest")
    record EnrolmentRequest(
            @Schema(
                    description = "Record ids in HubSpot: 1 to 1,000, for a test 1 to 20",
                    example = "[\"701\", \"702\"]",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            List<String> contactIds) {}

    @Schema(name = "Enrolled")
    record EnrolledAnswer(
            @Schema(description = "How many came in") int enrolled,

            @Schema(description = "How many were in it, or may not come into it again")
            int already,

            @Schema(description = "Who cannot come in") List<RefusedAnswer> refused) {}

    @Schema(name = "EnrolmentRefused")
    record RefusedAnswer(
            @Schema(description = "Record id in HubSpot") String contactId,

            @Schema(
                    description =
                            "GONE: no such contact. BLOCKED: no friend of the account. NOT_READ: HubSpot said nothing"
                                    + " of it, ask again")
            Refusal reason) {

        static List<RefusedAnswer> of(List<Refused> some) {
            return some.stream()
                    .map(refused -> new RefusedAnswer(refused.contactId(), refused.reason()))
                    .toList();
        }
    }

    @PostMapping("/enrolments")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "enrolContacts",
            summary = "Put contacts into a scenario",
            description = "Each begins at the first step now, also while the scenario is switched off.")
    @ApiResponse(responseCode = "202", description = "Who could come in is in it")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there; nobody came in")
    @ApiResponse(
            responseCode = "503",
            description = "HubSpot does not answer, or allows no more calls for now; nobody came in")
    EnrolledAnswer enrol(@PathVariable UUID scenarioId, @RequestBody EnrolmentRequest request) {
        var entered = enrolments.enter(known(scenarioId), ids(request, Enrolments.MAX_AT_ONCE));
        return new EnrolledAnswer(entered.enrolled(), entered.already(), RefusedAnswer.of(entered.refused()));
    }

    private Scenario known(UUID id) {
        return scenarios.find(id).orElseThrow(() -> new UnknownScenarioException(id));
    }

    /** @param most at least one, and not more than these */
    static List<Long> ids(EnrolmentRequest request, int most) {
        var asked = request.contactIds();
        if (asked == null || asked.isEmpty() || asked.size() > most) {
            throw noIds(most);
        }
        return asked.stream().map(text -> id(text, most)).toList();
    }

    private static long id(@Nullable String text, int most) {
        if (text == null || !text.matches(RECORD_ID)) {
            throw noIds(most);
        }
        return Long.parseLong(text);
    }

    private static InvalidParameterException noIds(int most) {
        return new InvalidParameterException("contactIds", "rest.invalid.contactIds", most);
    }

    /** Somebody in a scenario, as read from HubSpot now. */
    @Schema(name = "Enrolment")
    record EnrolmentAnswer(
            @Schema(description = "Record id in HubSpot") String contactId,

            @Schema(description = "Empty when the contact is gone")
            String name,

            @Schema(description = "Key of the step that comes next, or whose message is on its way")
            String step,

            Instant due,

            @Schema(description = "Whether the message of the step is on its way")
            boolean sending,

            Instant enteredAt,
            @Schema(format = "uri") String hubspotUrl) {}

    @GetMapping("/enrolments")
    @Operation(
            operationId = "listEnrolments",
            summary = "Who is in a scenario, by record id",
            description = "Names are read from HubSpot now.")
    @ApiResponse(responseCode = "200", description = "A part of them")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there, such as a scope")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    Page<EnrolmentAnswer> list(
            @PathVariable UUID scenarioId,
            @Parameter(description = "Key of a step: only those who are in it") @RequestParam(defaultValue = "")
                    String step,
            @After @RequestParam(defaultValue = "") String after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        Page.checkLimit(limit);
        if (!after.isEmpty() && !after.matches(RECORD_ID)) {
            throw Page.notACursor();
        }
        var found = enrolments.named(
                known(scenarioId),
                Optional.of(step).filter(key -> !key.isEmpty()),
                after.isEmpty() ? 0 : Long.parseLong(after),
                limit + 1);
        var page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                page.stream()
                        .map(person -> new EnrolmentAnswer(
                                Long.toString(person.in().contactId()),
                                person.name(),
                                person.in().stepKey(),
                                person.in().due(),
                                person.in().sending(),
                                person.in().enteredAt(),
                                person.hubspotUrl()))
                        .toList(),
                found.size() > limit ? Long.toString(page.getLast().in().contactId()) : null);
    }

    @DeleteMapping("/enrolments/{contactId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "removeEnrolment",
            summary = "Take somebody out of a scenario",
            description =
                    "A message that LINE may have already is counted; nothing follows it. Who is not in it is no error.")
    @ApiResponse(
            responseCode = "204",
            description = "The contact is not in it, or leaves when a message on its way has an outcome")
    void remove(@PathVariable UUID scenarioId, @PathVariable String contactId) {
        known(scenarioId);
        if (contactId.matches(RECORD_ID)) {
            enrolments.remove(scenarioId, Long.parseLong(contactId));
        }
    }

    @Schema(name = "ScenarioPauses")
    record PausesAnswer(List<PauseAnswer> items) {}

    @Schema(name = "ScenarioPause")
    record PauseAnswer(
            @Schema(description = "As of a broadcast") PauseReason reason,

            @Schema(description = "In LINE's words; may be empty")
            String detail,

            Instant since,

            @Schema(description = "People whose message waits in it")
            long people) {}

    @GetMapping("/pauses")
    @Operation(
            operationId = "listScenarioPauses",
            summary = "What keeps the messages of a scenario until somebody resumes it",
            description = "Meanwhile nobody of the scenario gets its next message.")
    PausesAnswer pauses(@PathVariable UUID scenarioId) {
        known(scenarioId);
        return new PausesAnswer(enrolments.paused(scenarioId).stream()
                .map(paused -> new PauseAnswer(
                        paused.pause().reason(),
                        paused.pause().detail(),
                        paused.pause().since(),
                        paused.people()))
                .toList());
    }

    @PostMapping("/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "resumeScenario",
            summary = "Take up again what is paused",
            description =
                    "For those to whom nothing can have been sent it is decided anew whether they get the message. Where"
                            + " nothing is paused, nothing changes.")
    @ApiResponse(responseCode = "204", description = "It goes on")
    void resume(@PathVariable UUID scenarioId) {
        known(scenarioId);
        enrolments.resume(scenarioId);
    }
}
