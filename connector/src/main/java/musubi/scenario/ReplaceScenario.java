package musubi.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import musubi.scenario.ScenarioConflictException.Reason;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.DefinitionProblem;
import musubi.scenario.definition.DefinitionProblem.Code;
import musubi.scenario.definition.Edit;
import musubi.scenario.definition.MovePlan;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.scenario.store.ScenarioRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts another definition in the place of one that people may be in the middle of. In the caller's transaction, which has locked the scenario. */
@Component
class ReplaceScenario {

    private final ScenarioRepository scenarios;
    private final ScenarioCountRepository counts;
    private final ObjectProvider<RunningEnrolments> enrolments;

    ReplaceScenario(
            ScenarioRepository scenarios,
            ScenarioCountRepository counts,
            ObjectProvider<RunningEnrolments> enrolments) {
        this.scenarios = scenarios;
        this.counts = counts;
        this.enrolments = enrolments;
    }

    /**
     * The scenario as it is then.
     *
     * @throws ScenarioConflictException when somebody changed it meanwhile, or what becomes of people is to be said
     * @throws ScenarioRefusedException when steps cannot change so
     */
    Scenario replace(Scenario before, ScenarioBody body, Instant now) {
        if (body.version().orElse(before.version()) != before.version()
                || body.revision().orElse(before.revision()) != before.revision()) {
            throw new ScenarioConflictException(Reason.STALE, Map.of());
        }
        var edit = new Edit(before.definition(), body.definition());
        ScenarioRefusedException.throwIfWrong(edit.problems());
        var waiting = counts.waiting(before.id());
        if (edit.isStructural() && !waiting.isEmpty() && body.waiting().isEmpty()) {
            throw new ScenarioConflictException(Reason.WAITING, byKey(waiting));
        }
        var after = new Scenario(
                before.id(),
                before.connectionId(),
                body.name(),
                body.enabled().isEmpty()
                        ? before.enabledAt()
                        : body.enabled().get() ? before.enabledAt().or(() -> Optional.of(now)) : Optional.empty(),
                edit.isStructural() ? before.version() + 1 : before.version(),
                before.revision() + 1,
                edit.result(),
                before.createdAt(),
                now);
        scenarios.update(after);
        if (body.waiting().filter(Waiting.MOVE::equals).isPresent()) {
            move(after, body.moves(), waiting);
        }
        enrolments.forEach(running -> running.lookAgain(after.id()));
        return after;
    }

    static Map<String, Long> byKey(Map<Integer, Map<String, Long>> waiting) {
        var people = new TreeMap<String, Long>();
        waiting.values().forEach(version -> version.forEach((key, number) -> people.merge(key, number, Long::sum)));
        return people;
    }

    private void move(Scenario after, Map<String, String> moves, Map<Integer, Map<String, Long>> waiting) {
        var problems = new ArrayList<>(unknown(after.definition(), moves));
        var plans = new TreeMap<Integer, MovePlan>();
        waiting.forEach((version, people) -> {
            if (version != after.version()) {
                var from = scenarios.version(after.id(), version).orElseThrow();
                var plan = MovePlan.of(from, after.definition(), moves);
                plans.put(version, plan);
                people.forEach((key, number) -> {
                    if (plan.backwards().contains(key)) {
                        problems.add(DefinitionProblem.of(
                                moves.containsKey(key) ? "moves." + key : "steps", Code.BACKWARDS, key, number));
                    }
                });
            }
        });
        ScenarioRefusedException.throwIfWrong(problems);
        plans.forEach((version, plan) -> move(after.id(), version, after.version(), plan));
    }

    private void move(UUID id, int from, int to, MovePlan plan) {
        enrolments.forEach(
                running -> counts.move(id, from, to, running.move(id, from, to, plan.waiting(), plan.underWay())));
    }

    private static List<DefinitionProblem> unknown(Definition after, Map<String, String> moves) {
        var problems = new ArrayList<DefinitionProblem>();
        moves.forEach((from, to) -> {
            if (after.step(from).isEmpty()) {
                problems.add(DefinitionProblem.of("moves", Code.NO_SUCH_STEP, from));
            }
            if (after.step(to).filter(step -> !step.retired()).isEmpty()) {
                problems.add(DefinitionProblem.of("moves." + from, Code.NO_SUCH_STEP, to));
            }
        });
        return problems;
    }
}
