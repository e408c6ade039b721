package musubi.scenario.definition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step of a scenario.
 *
 * @param key stable: by it people are found again in another version
 * @param delay how long a person rests in it before it is done; empty: not at all
 * @param retired it was taken out: nobody comes into it any more; who waits in it goes on to the next one when the wait is over
 */
public record Step(String key, Optional<Wait> delay, StepAction action, boolean retired) {

    /** It, and all steps within it, in their order. */
    public Stream<Step> withInner() {
        return switch (action) {
            case StepAction.Branch branch ->
                Stream.concat(
                        Stream.of(this),
                        Stream.concat(branch.then().stream(), branch.otherwise().stream())
                                .flatMap(Step::withInner));
            case StepAction.Send _, StepAction.SetProperty _, StepAction.Pass _, StepAction.End _ -> Stream.of(this);
        };
    }

    /** Doing something else. */
    public Step with(StepAction another) {
        return new Step(key, delay, another, retired);
    }

    /** Taken out, with all that is in it. */
    public Step retire() {
        return new Step(
                key,
                delay,
                action instanceof StepAction.Branch branch
                        ? branch.with(retire(branch.then()), retire(branch.otherwise()))
                        : action,
                true);
    }

    private static List<Step> retire(List<Step> steps) {
        return steps.stream().map(Step::retire).toList();
    }

    /** Leaves out what it says. */
    @Override
    public String toString() {
        return "Step[%s %s%s]".formatted(key, action.kind(), retired ? " retired" : "");
    }
}
