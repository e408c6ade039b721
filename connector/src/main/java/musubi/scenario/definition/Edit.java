package musubi.scenario.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import musubi.scenario.definition.DefinitionProblem.Code;
import musubi.scenario.definition.StepAction.Branch;
import musubi.scenario.definition.StepAction.Send;
import org.jspecify.annotations.Nullable;

/**
 * An edit of a scenario: from what it does to what it is to do. Steps that are missing afterwards are retired: they stay at their place, so that
 * people who wait in them find what follows, and their keys are not taken by others.
 */
public final class Edit {

    private static final Send NOTHING = new Send(Optional.empty(), Optional.of(new UUID(0, 0)));

    private final Definition from;
    private final Definition to;
    private final List<DefinitionProblem> problems = new ArrayList<>();

    /**
     * Compares the two.
     *
     * @param from with all steps that were ever retired
     * @param wanted without any
     */
    public Edit(Definition from, Definition wanted) {
        this.from = from;
        var old = byKey(from);
        DefinitionRules.places(wanted).forEach((place, step) -> {
            var before = old.get(step.key());
            if (before != null && before.action().kind() != step.action().kind()) {
                problems.add(DefinitionProblem.of(place + ".key", Code.KEY_TAKEN, step.key()));
            }
        });
        var keys = wanted.all().map(Step::key).collect(Collectors.toSet());
        this.to = problems.isEmpty() ? wanted.withSteps(merge(from.steps(), wanted.steps(), keys, old)) : wanted;
        if (to.all().count() > DefinitionLimits.MAX_STEPS_EVER) {
            problems.add(DefinitionProblem.of("steps", Code.TOO_MANY, DefinitionLimits.MAX_STEPS_EVER));
        }
    }

    private static Map<String, Step> byKey(Definition definition) {
        return definition.all().collect(Collectors.toMap(Step::key, Function.identity(), (first, _) -> first));
    }

    /** What forbids it. */
    public List<DefinitionProblem> problems() {
        return problems;
    }

    /** What the scenario does afterwards, with the steps that are retired. */
    public Definition result() {
        return to;
    }

    /** Whether people go another way by it. If not, it is one of texts, or of who comes in: it is for everybody. */
    public boolean isStructural() {
        return !shape(from.steps()).equals(shape(to.steps())) || !from.exits().equals(to.exits());
    }

    private static List<Step> shape(List<Step> steps) {
        return steps.stream()
                .map(step -> switch (step.action()) {
                    case Send _ -> step.with(NOTHING);
                    case Branch branch -> step.with(branch.with(shape(branch.then()), shape(branch.otherwise())));
                    case StepAction.SetProperty _, StepAction.Pass _, StepAction.End _ -> step;
                })
                .toList();
    }

    private static List<Step> merge(List<Step> old, List<Step> wanted, Set<String> kept, Map<String, Step> before) {
        var merged = new ArrayList<Step>();
        for (var step : wanted) {
            merged.add(
                    step.action() instanceof Branch branch && action(before, step.key()) instanceof Branch earlier
                            ? step.with(branch.with(
                                    merge(earlier.then(), branch.then(), kept, before),
                                    merge(earlier.otherwise(), branch.otherwise(), kept, before)))
                            : step);
        }
        var at = 0;
        for (var step : old) {
            if (kept.contains(step.key())) {
                at = Math.max(at, index(merged, step.key()) + 1);
            } else {
                merged.add(at++, without(step, kept).retire());
            }
        }
        return merged;
    }

    private static int index(List<Step> steps, String key) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).key().equals(key))
                .findFirst()
                .orElse(-1);
    }

    /** A step that goes, without those within it that stay somewhere else. */
    private static Step without(Step step, Set<String> kept) {
        return step.action() instanceof Branch branch
                ? step.with(branch.with(without(branch.then(), kept), without(branch.otherwise(), kept)))
                : step;
    }

    private static List<Step> without(List<Step> steps, Set<String> kept) {
        return steps.stream()
                .filter(step -> !kept.contains(step.key()))
                .map(step -> without(step, kept))
                .toList();
    }

    /**
     * A version with the texts of the newest one, which are for everybody who has not had the step.
     *
     * @param newest has all steps of the version, of the same kinds
     */
    public static Definition withTextsOf(Definition version, Definition newest) {
        var texts = byKey(newest);
        return version.withSteps(withTexts(version.steps(), texts));
    }

    private static @Nullable StepAction action(Map<String, Step> steps, String key) {
        var step = steps.get(key);
        return step == null ? null : step.action();
    }

    private static List<Step> withTexts(List<Step> steps, Map<String, Step> texts) {
        return steps.stream()
                .map(step -> switch (step.action()) {
                    case Send send -> step.with(action(texts, step.key()) instanceof Send text ? text : send);
                    case Branch branch ->
                        step.with(branch.with(withTexts(branch.then(), texts), withTexts(branch.otherwise(), texts)));
                    case StepAction.SetProperty _, StepAction.Pass _, StepAction.End _ -> step;
                })
                .toList();
    }

    /**
     * Whether people can be moved from a step of a version to one of another without ever coming to a step that they may have had, one that is
     * retired now included: it may come back.
     *
     * @param key where they wait, or whose message is under way; not a step that they had
     * @param target a step of {@code to} that is not retired, or has the same key
     */
    public static boolean isForward(Definition from, String key, Definition to, String target) {
        var had = from.all().map(Step::key).takeWhile(each -> !each.equals(key)).collect(Collectors.toSet());
        var ahead = new HashSet<String>();
        to.all()
                .dropWhile(step -> !step.key().equals(target))
                .map(Step::key)
                .filter(each -> !each.equals(key))
                .forEach(ahead::add);
        ahead.retainAll(had);
        return ahead.isEmpty() && to.step(target).isPresent();
    }
}
