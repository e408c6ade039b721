package musubi.api.scenarios;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import musubi.api.AnswerTexts;
import musubi.scenario.EndReason;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioCounts;
import musubi.scenario.StepCount;
import musubi.scenario.definition.DefinitionProblem;
import musubi.scenario.definition.DefinitionWriter;
import musubi.scenario.definition.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A scenario, as REST answers it. */
@Schema(name = "Scenario")
record ScenarioAnswer(
        UUID id,
        UUID connectionId,
        String name,

        @Schema(description = "Whether its trigger puts people in")
        boolean enabled,

        @Schema(description = "Since when; null while it is switched off") @Nullable
        Instant enabledAt,

        @Schema(description = "A new one for each change of steps or exits other than of texts", minimum = "1")
        int version,

        @Schema(description = "A new one for each change", minimum = "1")
        int revision,

        @Schema(implementation = Object.class, types = "object")
        JsonNode trigger,

        @Schema(implementation = Object.class) JsonNode reentry,

        @Schema(implementation = Object[].class) JsonNode steps,

        @Schema(implementation = Object[].class) JsonNode exits,

        @Schema(description = "Keys of steps that were taken out")
        List<String> retired,

        Instant createdAt,
        Instant changedAt,
        CountsAnswer counts,

        @Schema(description = "What may surprise; null but in the answer to what is saved just now") @Nullable
        List<ProblemAnswer> problems) {

    /** How many people are where. */
    @Schema(name = "ScenarioCounts")
    record CountsAnswer(
            @Schema(description = "Who is in it now, in any version")
            long running,

            @Schema(description = "For how many it ended, by reason")
            Map<EndReason, Long> ended,

            List<StepAnswer> steps) {

        private static CountsAnswer of(Scenario scenario, ScenarioCounts counts) {
            var ended = new LinkedHashMap<EndReason, Long>();
            for (var reason : EndReason.values()) {
                ended.put(reason, counts.ended(reason));
            }
            return new CountsAnswer(
                    counts.running(),
                    ended,
                    scenario.definition()
                            .all()
                            .map(step -> StepAnswer.of(step, counts))
                            .toList());
        }
    }

    /** How many people are, and were, in a step. */
    @Schema(name = "ScenarioStepCounts")
    record StepAnswer(
            String key,

            @Schema(description = "It was taken out: nobody comes into it any more")
            boolean retired,

            long waiting,

            @Schema(description = "Accepted by LINE") long sent,

            @Schema(description = "Who came to it and did not get its message")
            long leftOut,

            @Schema(description = "The same by reason") Map<StepCount, Long> leftOutBy,

            @Schema(description = "Who opened a link in it, each once")
            long clickedPeople,

            @Schema(description = "How often links in it were opened")
            long clicks) {

        private static StepAnswer of(Step step, ScenarioCounts counts) {
            var leftOut = new LinkedHashMap<StepCount, Long>();
            for (var what : StepCount.values()) {
                if (what.isLeftOut()) {
                    leftOut.put(what, counts.of(step.key(), what));
                }
            }
            return new StepAnswer(
                    step.key(),
                    step.retired(),
                    counts.of(step.key(), StepCount.WAITING),
                    counts.of(step.key(), StepCount.SENT),
                    counts.leftOut(step.key()),
                    leftOut,
                    counts.of(step.key(), StepCount.CLICKED),
                    counts.clicks(step.key()));
        }
    }

    /** What may surprise. */
    @Schema(name = "ScenarioProblem")
    record ProblemAnswer(
            @Schema(example = "steps[0].message.bubbles[0].text")
            String field,

            String code,
            String title,
            String detail) {

        private static ProblemAnswer of(DefinitionProblem problem, AnswerTexts texts) {
            return new ProblemAnswer(
                    problem.field(), problem.codeName(), texts.of(problem.title()), texts.of(problem.detail()));
        }
    }

    static List<ProblemAnswer> problems(List<DefinitionProblem> problems, AnswerTexts texts) {
        return problems.stream()
                .map(problem -> ProblemAnswer.of(problem, texts))
                .toList();
    }

    /** @param problems of one that was saved just now; null for another */
    static ScenarioAnswer of(Scenario scenario, ScenarioCounts counts, @Nullable List<ProblemAnswer> problems) {
        var shown = DefinitionWriter.shown(scenario.definition());
        return new ScenarioAnswer(
                scenario.id(),
                scenario.connectionId(),
                scenario.name(),
                scenario.isEnabled(),
                scenario.enabledAt().orElse(null),
                scenario.version(),
                scenario.revision(),
                shown.path("trigger"),
                shown.path("reentry"),
                shown.path("steps"),
                shown.path("exits"),
                scenario.definition().all().filter(Step::retired).map(Step::key).toList(),
                scenario.createdAt(),
                scenario.changedAt(),
                CountsAnswer.of(scenario, counts),
                problems);
    }
}
