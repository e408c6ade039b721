package musubi.scenario.definition;

import java.time.Duration;
import java.util.List;

/** A scenario as it is tested: nobody waits days for it. */
public final class ShortWaits {

    /** The longest wait of a test. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private ShortWaits() {}

    /** The same steps in the same order; each wait that is longer than {@link #LONGEST}, or until a time of day, lasts as long as that. */
    public static Definition of(Definition definition) {
        return definition.withSteps(of(definition.steps()));
    }

    private static List<Step> of(List<Step> steps) {
        return steps.stream().map(ShortWaits::of).toList();
    }

    private static Step of(Step step) {
        return new Step(
                step.key(),
                step.delay().map(ShortWaits::of),
                step.action() instanceof StepAction.Branch branch
                        ? branch.with(of(branch.then()), of(branch.otherwise()))
                        : step.action(),
                step.retired());
    }

    private static Wait of(Wait wait) {
        return switch (wait) {
            case Wait.For(var duration) -> new Wait.For(duration.compareTo(LONGEST) < 0 ? duration : LONGEST);
            case Wait.Until _ -> new Wait.For(LONGEST);
        };
    }
}
