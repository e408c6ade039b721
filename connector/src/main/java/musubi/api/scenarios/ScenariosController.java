package musubi.api.scenarios;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.api.After;
import musubi.api.AnswerTexts;
import musubi.api.InvalidParameterException;
import musubi.api.Limit;
import musubi.api.Page;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioCounts;
import musubi.scenario.Scenarios;
import musubi.scenario.Scenarios.Saved;
import musubi.scenario.UnknownScenarioException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api")
@Tag(name = "Scenarios", description = "Messages that follow each other, to each person at their own time")
class ScenariosController {

    private final Scenarios scenarios;
    private final Connections connections;
    private final AnswerTexts texts;

    ScenariosController(Scenarios scenarios, Connections connections, AnswerTexts texts) {
        this.scenarios = scenarios;
        this.connections = connections;
        this.texts = texts;
    }

    @GetMapping("/connections/{id}/scenarios")
    @Operation(operationId = "listScenarios", summary = "Scenarios, the oldest first")
    Page<ScenarioAnswer> list(
            @PathVariable UUID id,
            @After @RequestParam(defaultValue = "") String after,
            @Limit @RequestParam(defaultValue = "50") int limit) {
        requireKnown(id);
        Page.checkLimit(limit);
        var found = scenarios.list(id, cursor(after), limit + 1);
        var page = found.subList(0, Math.min(limit, found.size()));
        var counts = scenarios.counts(page.stream().map(Scenario::id).toList());
        return new Page<>(
                page.stream()
                        .map(each ->
                                ScenarioAnswer.of(each, counts.getOrDefault(each.id(), ScenarioCounts.NOBODY), null))
                        .toList(),
                found.size() > limit ? page.getLast().id().toString() : null);
    }

    private static Optional<UUID> cursor(String after) {
        try {
            return after.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(after));
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException("after", "rest.invalid.cursor");
        }
    }

    private void requireKnown(UUID connectionId) {
        if (connections.find(connectionId).isEmpty()) {
            throw new UnknownConnectionException(connectionId);
        }
    }

    @PostMapping("/connections/{id}/scenarios")
    @Operation(
            operationId = "createScenario",
            summary = "Make a scenario",
            description =
                    "Switched off, unless `enabled` is set. Properties and lists are looked for in HubSpot, and each"
                            + " message is checked as when it is saved; what may surprise is listed in `problems`. At most 200"
                            + " for each connection.")
    @ApiResponse(responseCode = "201", description = "It is kept")
    @ApiResponse(responseCode = "400", description = "The body is no JSON")
    @ApiResponse(responseCode = "409", description = "There are 200 already")
    @ApiResponse(responseCode = "422", description = "Something is wrong with it")
    ResponseEntity<ScenarioAnswer> create(
            @PathVariable UUID id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ScenarioRequest.class)))
                    @RequestBody
                    JsonNode body) {
        requireKnown(id);
        var saved = scenarios.create(id, body);
        return ResponseEntity.created(
                        URI.create("/api/scenarios/" + saved.scenario().id()))
                .body(answer(saved));
    }

    @GetMapping("/scenarios/{scenarioId}")
    @Operation(operationId = "getScenario", summary = "A scenario with its numbers")
    ScenarioAnswer get(@PathVariable UUID scenarioId) {
        var scenario = scenarios.find(scenarioId).orElseThrow(() -> new UnknownScenarioException(scenarioId));
        return ScenarioAnswer.of(scenario, counts(scenario), null);
    }

    private ScenarioCounts counts(Scenario scenario) {
        return scenarios.counts(List.of(scenario.id())).getOrDefault(scenario.id(), ScenarioCounts.NOBODY);
    }

    private ScenarioAnswer answer(Saved saved) {
        return ScenarioAnswer.of(
                saved.scenario(), counts(saved.scenario()), ScenarioAnswer.problems(saved.warnings(), texts));
    }

    @PutMapping("/scenarios/{scenarioId}")
    @Operation(
            operationId = "replaceScenario",
            summary = "Replace a scenario",
            description =
                    "Texts of messages, the trigger and the re-entry are for everybody from then on. Any other change"
                            + " of steps or exits makes a new version; if somebody is in the scenario then, `waiting` says"
                            + " what becomes of them. Waits that run are never changed, and a step is never sent twice. Steps"
                            + " that are left out are retired: their keys stay theirs.")
    @ApiResponse(responseCode = "200", description = "Replaced")
    @ApiResponse(responseCode = "400", description = "The body is no JSON")
    @ApiResponse(
            responseCode = "409",
            description =
                    "Somebody changed it meanwhile; or people are in it and `waiting` is missing: `waiting` of the"
                            + " answer has how many are in each step")
    @ApiResponse(responseCode = "422", description = "Something is wrong with it, or people would go back")
    ScenarioAnswer replace(
            @PathVariable UUID scenarioId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ScenarioRequest.Replacement.class)))
                    @RequestBody
                    JsonNode body) {
        return answer(scenarios.replace(scenarioId, body));
    }

    @DeleteMapping("/scenarios/{scenarioId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteScenario",
            summary = "Delete a scenario with its numbers",
            description = "One that is switched off and that nobody is in.")
    @ApiResponse(responseCode = "204", description = "It is gone for good")
    @ApiResponse(responseCode = "409", description = "It is switched on, or somebody is in it")
    void delete(@PathVariable UUID scenarioId) {
        scenarios.delete(scenarioId);
    }

    @PostMapping("/scenarios/{scenarioId}/enable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "enableScenario", summary = "Let its trigger put people in")
    @ApiResponse(responseCode = "204", description = "It is switched on")
    void enable(@PathVariable UUID scenarioId) {
        scenarios.enable(scenarioId);
    }

    @PostMapping("/scenarios/{scenarioId}/disable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "disableScenario",
            summary = "Let its trigger put nobody in",
            description = "Those who are in it go on.")
    @ApiResponse(responseCode = "204", description = "It is switched off")
    void disable(@PathVariable UUID scenarioId) {
        scenarios.disable(scenarioId);
    }
}
