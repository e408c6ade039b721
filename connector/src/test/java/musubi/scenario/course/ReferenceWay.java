package musubi.scenario.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.StepAction;

/** The way of a person through a definition, told in another way: by walking the tree. */
final class ReferenceWay {

    private final Map<String, Boolean> arms;
    private final List<String> way = new ArrayList<>();
    private boolean ended;

    ReferenceWay(Map<String, Boolean> arms) {
        this.arms = arms;
    }

    /** Messages and changes of properties, from a step on if there is one. */
    List<String> way(Definition definition, Optional<String> from) {
        walk(definition.steps(), from);
        return way;
    }

    private void walk(List<Step> steps, Optional<String> from) {
        var begun = from.isEmpty();
        for (var step : steps) {
            if (!begun && step.withInner().map(Step::key).noneMatch(from.orElseThrow()::equals)) {
                continue;
            }
            var within = !begun && !step.key().equals(from.orElseThrow());
            begun = true;
            if (ended || (step.retired() && !within)) {
                continue;
            }
            switch (step.action()) {
                case StepAction.Branch branch -> {
                    var inThen = branch.then().stream()
                            .flatMap(Step::withInner)
                            .map(Step::key)
                            .anyMatch(key -> from.filter(key::equals).isPresent());
                    var then = within ? inThen : arms.getOrDefault(step.key(), false);
                    walk(then ? branch.then() : branch.otherwise(), within ? from : Optional.empty());
                }
                case StepAction.End _ -> ended = true;
                case StepAction.Send _, StepAction.SetProperty _ -> way.add(step.key());
                case StepAction.Pass _ -> {}
            }
        }
    }
}
