package musubi.scenario.course;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.StepAction;

/** Which step follows which, those that are retired left out. */
final class Ways {

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Optional<Step>> after = new HashMap<>();
    private final Optional<Step> first;

    Ways(Definition definition) {
        this.first = link(definition.steps(), Optional.empty());
    }

    /**
     * Enters steps that follow each other.
     *
     * @param rejoin what follows the last of them
     * @return the first of all
     */
    private Optional<Step> link(List<Step> sequence, Optional<Step> rejoin) {
        var next = rejoin;
        for (var step : sequence.reversed()) {
            steps.put(step.key(), step);
            after.put(step.key(), next);
            if (step.action() instanceof StepAction.Branch branch) {
                link(branch.then(), next);
                link(branch.otherwise(), next);
            }
            next = step.retired() ? next : Optional.of(step);
        }
        return next;
    }

    Optional<Step> first() {
        return first;
    }

    Step step(String key) {
        var step = steps.get(key);
        if (step == null) {
            throw new IllegalArgumentException("step " + key + " (expected: one of " + steps.keySet() + ")");
        }
        return step;
    }

    /** What follows a step when it is done; empty: nothing. Of a branch: what follows both its ways. */
    Optional<Step> after(String key) {
        step(key);
        return after.getOrDefault(key, Optional.empty());
    }

    /** The first step of a way of a branch, or what follows the branch. */
    Optional<Step> into(String branchKey, List<Step> arm) {
        return arm.stream().filter(step -> !step.retired()).findFirst().or(() -> after(branchKey));
    }
}
