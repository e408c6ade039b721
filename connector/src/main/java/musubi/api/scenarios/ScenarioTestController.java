package musubi.api.scenarios;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import musubi.api.scenarios.EnrolmentsController.EnrolmentRequest;
import musubi.api.scenarios.EnrolmentsController.RefusedAnswer;
import musubi.delivery.PauseReason;
import musubi.scenario.Scenario;
import musubi.scenario.Scenarios;
import musubi.scenario.TestScenario;
import musubi.scenario.UnknownScenarioException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/scenarios/{scenarioId}/test")
@Tag(name = "Scenarios", description = "Messages that follow each other, to each person at their own time")
class ScenarioTestController {

    private final Scenarios scenarios;
    private final TestScenario tests;

    ScenarioTestController(Scenarios scenarios, TestScenario tests) {
        this.scenarios = scenarios;
        this.tests = tests;
    }

    @Schema(name = "ScenarioTest")
    record TestAnswer(
            @Schema(description = "With how many it has begun")
            int started,

            @Schema(description = "How many are in a test of it already")
            int already,

            @Schema(description = "Who cannot get messages") List<RefusedAnswer> refused) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "testScenario",
            summary = "Try a scenario with people of the company",
            description = "Each goes through the steps as they are now, also while the scenario is switched off: waits"
                    + " last 10 seconds at most, quiet hours do not count, and messages begin with [テスト]. Branches and"
                    + " exits are decided by the contact's values, and properties are set. Nothing is counted, and they"
                    + " can still come into the scenario. It ends after an hour at the latest. At most 20 people.")
    @ApiResponse(responseCode = "202", description = "It has begun with those who get messages")
    @ApiResponse(responseCode = "409", description = "The connection is paused; it has not begun")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there; it has not begun")
    @ApiResponse(
            responseCode = "503",
            description = "HubSpot does not answer, or allows no more calls for now; it has not begun")
    TestAnswer begin(@PathVariable UUID scenarioId, @RequestBody EnrolmentRequest request) {
        var began = tests.begin(known(scenarioId), EnrolmentsController.ids(request, TestScenario.MAX_PEOPLE));
        return new TestAnswer(began.enrolled(), began.already(), RefusedAnswer.of(began.refused()));
    }

    private Scenario known(UUID id) {
        return scenarios.find(id).orElseThrow(() -> new UnknownScenarioException(id));
    }

    @Schema(name = "ScenarioTesters")
    record TestersAnswer(List<TesterAnswer> items) {}

    /** Somebody in a test, as read from HubSpot now. */
    @Schema(name = "ScenarioTester")
    record TesterAnswer(
            @Schema(description = "Record id in HubSpot") String contactId,

            @Schema(description = "Empty when the contact is gone")
            String name,

            @Schema(description = "Key of the step that comes next, or whose message is on its way")
            String step,

            Instant due,

            @Schema(description = "Whether the message of the step is on its way")
            boolean sending,

            @Schema(description = "Why LINE takes no messages now, as of a broadcast; null: it does") @Nullable
            PauseReason paused,

            Instant startedAt,
            @Schema(format = "uri") String hubspotUrl) {}

    @GetMapping
    @Operation(
            operationId = "listScenarioTesters",
            summary = "Who is in a test of a scenario",
            description = "Names are read from HubSpot now. Whoever is through is not there any more.")
    @ApiResponse(responseCode = "200", description = "All of them, by record id")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there, such as a scope")
    @ApiResponse(responseCode = "503", description = "HubSpot does not answer, or allows no more calls for now")
    TestersAnswer list(@PathVariable UUID scenarioId) {
        return new TestersAnswer(tests.running(known(scenarioId)).stream()
                .map(tester -> new TesterAnswer(
                        Long.toString(tester.person().in().contactId()),
                        tester.person().name(),
                        tester.person().in().stepKey(),
                        tester.person().in().due(),
                        tester.person().in().sending(),
                        tester.paused().orElse(null),
                        tester.person().in().enteredAt(),
                        tester.person().hubspotUrl()))
                .toList());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "stopScenarioTest",
            summary = "End the tests of a scenario",
            description = "A message that LINE may have already comes; nothing follows it. Where there is none, nothing"
                    + " changes.")
    @ApiResponse(responseCode = "204", description = "Nobody is in a test of it, or only until LINE has answered")
    void stop(@PathVariable UUID scenarioId) {
        known(scenarioId);
        tests.stop(scenarioId);
    }
}
