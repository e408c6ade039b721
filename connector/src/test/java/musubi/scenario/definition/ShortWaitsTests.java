package musubi.scenario.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import musubi.scenario.definition.Condition.Operator;
import org.junit.jupiter.api.Test;

/** A test goes the same way as everybody, in seconds. */
class ShortWaitsTests {

    private static Step step(String key, Wait wait, StepAction action) {
        return new Step(key, Optional.of(wait), action, false);
    }

    @Test
    void longWaitsAndThoseUntilATimeBecomeTenSecondsInBranchesToo() {
        var short1 = new Wait.For(Duration.ofSeconds(5));
        var inner = step("c", new Wait.Until(3, LocalTime.NOON), new StepAction.Pass());
        var branch = new StepAction.Branch(
                new Condition.Property("plan", Operator.EQ, List.of("gold")), List.of(inner), List.of(inner.retire()));
        var definition = new Definition(
                new Trigger.Manual(),
                new Reentry.Never(),
                List.of(
                        step("a", short1, new StepAction.Pass()),
                        step("b", new Wait.For(Duration.ofDays(3)), branch),
                        new Step("d", Optional.empty(), new StepAction.End(), false)),
                List.of(new Exit.Replied()));
        var shorter = ShortWaits.of(definition);
        assertThat(shorter.all().map(Step::key)).containsExactly("a", "b", "c", "c", "d");
        assertThat(shorter.all().map(Step::retired)).containsExactly(false, false, false, true, false);
        var ten = Optional.<Wait>of(new Wait.For(Duration.ofSeconds(10)));
        assertThat(shorter.all().map(Step::delay))
                .containsExactly(Optional.of(short1), ten, ten, ten, Optional.empty());
        assertThat(shorter.exits()).isEqualTo(definition.exits());
    }
}
