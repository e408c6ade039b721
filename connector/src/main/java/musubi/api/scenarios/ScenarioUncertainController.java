package musubi.api.scenarios;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import musubi.api.InvalidParameterException;
import musubi.delivery.UncertainDecision;
import musubi.scenario.Scenario;
import musubi.scenario.Scenarios;
import musubi.scenario.UncertainSteps;
import musubi.scenario.UnknownScenarioException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/scenarios/{scenarioId}")
@Tag(name = "Scenarios", description = "Messages that follow each other, to each person at their own time")
class ScenarioUncertainController {

    private final Scenarios scenarios;
    private final UncertainSteps uncertain;

    ScenarioUncertainController(Scenarios scenarios, UncertainSteps uncertain) {
        this.scenarios = scenarios;
        this.uncertain = uncertain;
    }

    private Scenario known(UUID id) {
        return scenarios.find(id).orElseThrow(() -> new UnknownScenarioException(id));
    }

    @Schema(name = "ScenarioUncertain")
    record UncertainAnswer(
            @Schema(description = "Messages to decide on") long messages,

            @Schema(description = "The same by the key of the step")
            Map<String, Long> steps) {}

    @GetMapping("/uncertain")
    @Operation(
            operationId = "listScenarioUncertain",
            summary = "Messages of a scenario of which nobody knows whether LINE accepted them",
            description = "LINE could not be asked for 23 hours. Whom they are for has gone on. They can be decided on"
                    + " for 30 days.")
    UncertainAnswer uncertain(@PathVariable UUID scenarioId) {
        var steps = uncertain.of(known(scenarioId).id());
        return new UncertainAnswer(
                steps.values().stream().mapToLong(messages -> messages).sum(), steps);
    }

    @Schema(name = "ScenarioUncertainRequest")
    record DecisionRequest(
            @JsonProperty("do") @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            UncertainDecision decision) {}

    @PostMapping("/uncertain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "decideScenarioUncertain",
            summary = "Decide on messages of a scenario of which nobody knows whether LINE accepted them",
            description = "Sent again, whoever got the first gets it twice. Whoever blocks or has opted out meanwhile"
                    + " gets nothing.")
    @ApiResponse(responseCode = "204", description = "Decided")
    @ApiResponse(responseCode = "400", description = "What was entered cannot be read")
    @ApiResponse(
            responseCode = "409",
            description = "There are none; or HubSpot does not say of somebody whether they still want messages")
    @ApiResponse(
            responseCode = "502",
            description = "HubSpot refuses it until somebody changes something there; decide on the rest after that")
    @ApiResponse(
            responseCode = "503",
            description = "HubSpot does not answer, or allows no more calls for now; decide on the rest later")
    void decide(@PathVariable UUID scenarioId, @RequestBody DecisionRequest request) {
        if (request.decision() == null) {
            throw new InvalidParameterException("do", "rest.invalid.kind");
        }
        uncertain.decide(known(scenarioId), request.decision());
    }
}
