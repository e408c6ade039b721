package musubi.scenario.course;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import musubi.scenario.definition.Condition;
import musubi.scenario.definition.Definition;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Step;
import musubi.scenario.definition.StepAction;
import musubi.scenario.definition.Trigger;
import musubi.scenario.definition.Wait;

/** Random definitions and random edits of them. The kind of a step follows from its key. */
final class RandomScenario {

    private final Random random;
    private int keys;

    RandomScenario(Random random) {
        this.random = random;
    }

    Definition definition() {
        return new Definition(new Trigger.Manual(), new Reentry.Never(), steps(2 + random.nextInt(4), 0), List.of());
    }

    private List<Step> steps(int count, int depth) {
        var steps = new ArrayList<Step>();
        for (var i = 0; i < count; i++) {
            steps.add(step(depth));
        }
        return steps;
    }

    private Step step(int depth) {
        var kind = random.nextInt(depth < 3 ? 12 : 9);
        var key = "k" + keys++;
        return new Step(
                key,
                delay(),
                switch (kind) {
                    case 0 -> new StepAction.Pass();
                    case 1 -> new StepAction.SetProperty("p", key);
                    case 2 -> random.nextInt(3) == 0 ? new StepAction.End() : new StepAction.Pass();
                    case 9, 10, 11 ->
                        new StepAction.Branch(
                                random.nextBoolean()
                                        ? new Condition.Property("of " + key, Condition.Operator.HAS, List.of())
                                        : new Condition.Clicked("of " + key),
                                steps(random.nextInt(3), depth + 1),
                                steps(random.nextInt(3), depth + 1));
                    default -> new StepAction.Send(Optional.empty(), Optional.of(new UUID(0, keys)));
                },
                false);
    }

    private Optional<Wait> delay() {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Wait.Until(random.nextInt(3), LocalTime.of(random.nextInt(24), 30)));
            default -> Optional.of(new Wait.For(Duration.ofMinutes(1 + random.nextInt(3_000))));
        };
    }

    /** Removes, adds, changes, and swaps some steps; without those that are retired already. */
    Definition edited(Definition definition) {
        return definition.withSteps(edited(definition.steps(), 0));
    }

    private List<Step> edited(List<Step> steps, int depth) {
        var edited = new ArrayList<Step>();
        for (var step : steps) {
            if (random.nextInt(8) == 0) {
                edited.add(step(depth));
            }
            if (!step.retired() && random.nextInt(6) != 0) {
                var changed = random.nextInt(6) == 0 ? new Step(step.key(), delay(), step.action(), false) : step;
                edited.add(
                        changed.action() instanceof StepAction.Branch branch
                                ? changed.with(branch.with(
                                        edited(branch.then(), depth + 1), edited(branch.otherwise(), depth + 1)))
                                : changed);
            } else if (!step.retired() && step.action() instanceof StepAction.Branch branch && random.nextBoolean()) {
                // what was in the branch stays
                edited.addAll(edited(branch.then(), depth));
            } else if (step.retired() && random.nextInt(10) == 0 && !(step.action() instanceof StepAction.Branch)) {
                // one that was taken out comes back
                edited.add(new Step(step.key(), step.delay(), step.action(), false));
            }
        }
        if (random.nextInt(5) == 0) {
            edited.add(step(depth));
        }
        if (edited.size() > 1 && random.nextInt(6) == 0) {
            Collections.swap(edited, random.nextInt(edited.size()), random.nextInt(edited.size()));
        }
        return edited;
    }
}
