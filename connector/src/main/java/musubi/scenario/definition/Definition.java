package musubi.scenario.definition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a scenario does. Steps of a branch stand within it; after the last of them comes what follows the branch.
 *
 * @param steps in their order, with those that are retired at the place where they were; keys are unique in all of it
 * @param exits what ends it early for a person, besides a block and an opt-out
 */
public record Definition(Trigger trigger, Reentry reentry, List<Step> steps, List<Exit> exits) {

    public Definition {
        steps = List.copyOf(steps);
        exits = List.copyOf(exits);
    }

    /** All steps, each before those within it and those after it. */
    public Stream<Step> all() {
        return steps.stream().flatMap(Step::withInner);
    }

    /** The step of a key. */
    public Optional<Step> step(String key) {
        return all().filter(step -> step.key().equals(key)).findFirst();
    }

    /** With other steps. */
    public Definition withSteps(List<Step> others) {
        return new Definition(trigger, reentry, others, exits);
    }

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "Definition[trigger=%s, steps=%s]"
                .formatted(trigger, all().map(Step::key).toList());
    }
}
