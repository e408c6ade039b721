package musubi.scenario.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import musubi.scenario.definition.DefinitionProblem.Code;

/** Whether what a scenario does makes sense in itself, without asking anybody. */
public final class DefinitionRules {

    private final List<DefinitionProblem> problems = new ArrayList<>();
    private final Set<String> before = new HashSet<>();
    private final Set<String> messagesBefore = new HashSet<>();
    private final Set<String> messages = new HashSet<>();

    private DefinitionRules() {}

    /**
     * What is wrong.
     *
     * @param definition without steps that are retired
     */
    public static List<DefinitionProblem> problems(Definition definition) {
        var rules = new DefinitionRules();
        rules.check(definition);
        return rules.problems;
    }

    /** The steps with their places, as {@code steps[2].branch.then[0]}, in their order; those that are retired left out. */
    public static Map<String, Step> places(Definition definition) {
        var places = new LinkedHashMap<String, Step>();
        walk("steps", definition.steps(), places::put);
        return places;
    }

    private static void walk(String at, List<Step> steps, BiConsumer<String, Step> each) {
        var live = steps.stream().filter(step -> !step.retired()).toList();
        for (var i = 0; i < live.size(); i++) {
            var place = "%s[%d]".formatted(at, i);
            each.accept(place, live.get(i));
            if (live.get(i).action() instanceof StepAction.Branch branch) {
                walk(place + ".branch.then", branch.then(), each);
                walk(place + ".branch.else", branch.otherwise(), each);
            }
        }
    }

    private void check(Definition definition) {
        var places = places(definition);
        if (places.size() > DefinitionLimits.MAX_STEPS) {
            problems.add(DefinitionProblem.of("steps", Code.TOO_MANY, DefinitionLimits.MAX_STEPS));
        }
        places.values().stream()
                .filter(step -> step.action() instanceof StepAction.Send)
                .map(Step::key)
                .forEach(messages::add);
        places.forEach(this::check);
        if (messages.isEmpty()) {
            problems.add(DefinitionProblem.of("steps", Code.NO_MESSAGE));
        }
        ends("steps", definition.steps());
    }

    private void check(String place, Step step) {
        if (step.action() instanceof StepAction.Branch branch
                && branch.condition() instanceof Condition.Clicked clicked
                && !messagesBefore.contains(clicked.stepKey())) {
            problems.add(DefinitionProblem.of(
                    place + ".branch.if.clicked",
                    messages.contains(clicked.stepKey()) ? Code.CLICKED_LATER : Code.CLICKED_UNKNOWN,
                    clicked.stepKey()));
        }
        if (!before.add(step.key())) {
            problems.add(DefinitionProblem.of(place + ".key", Code.KEY_TWICE, step.key()));
        }
        if (step.action() instanceof StepAction.Send) {
            messagesBefore.add(step.key());
        }
    }

    /** Whether all ways through some steps end within them. */
    private boolean ends(String at, List<Step> steps) {
        var live = steps.stream().filter(step -> !step.retired()).toList();
        for (var i = 0; i < live.size(); i++) {
            if (ends("%s[%d]".formatted(at, i), live.get(i))) {
                if (i + 1 < live.size()) {
                    problems.add(DefinitionProblem.of("%s[%d]".formatted(at, i + 1), Code.UNREACHABLE));
                }
                return true;
            }
        }
        return false;
    }

    private boolean ends(String place, Step step) {
        return switch (step.action()) {
            case StepAction.End _ -> true;
            case StepAction.Branch branch -> {
                var then = ends(place + ".branch.then", branch.then());
                var otherwise = ends(place + ".branch.else", branch.otherwise());
                yield then && otherwise;
            }
            case StepAction.Send _, StepAction.SetProperty _, StepAction.Pass _ -> false;
        };
    }
}
