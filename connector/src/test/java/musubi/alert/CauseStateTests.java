package musubi.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How often people are told of the same cause. */
class CauseStateTests {

    private Instant now = Instant.parse("2026-11-27T00:00:00Z");
    private CauseState state = CauseState.NONE;
    private final List<Phase> told = new ArrayList<>();

    private void there(long number) {
        see(OptionalLong.of(number));
    }

    private void gone() {
        see(OptionalLong.empty());
    }

    private void see(OptionalLong number) {
        var step = state.seen(number, now);
        state = step.state();
        step.told().ifPresent(told::add);
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    @Test
    void itIsToldOnceWhenItIsThereAndOnceWhenItIsOver() {
        gone();
        there(0);
        later(Duration.ofDays(2));
        there(0);
        assertThat(told).containsExactly(Phase.BEGAN);
        gone();
        gone();
        assertThat(told).containsExactly(Phase.BEGAN, Phase.OVER);
        assertThat(state.forgotten(now)).isTrue();
    }

    @Test
    void whatComesAndGoesIsToldOnceInSixHours() {
        for (var hour = 0; hour < 6; hour++) {
            there(0);
            later(Duration.ofMinutes(30));
            gone();
            later(Duration.ofMinutes(30));
        }
        assertThat(told).containsExactly(Phase.BEGAN, Phase.OVER);
        there(0);
        assertThat(told).containsExactly(Phase.BEGAN, Phase.OVER, Phase.BEGAN);
    }

    @Test
    void whatCameBackWithinSixHoursIsToldWhenItIsStillThereThen() {
        there(0);
        gone();
        assertThat(state.forgotten(now)).isFalse();
        later(Duration.ofHours(5));
        there(0);
        later(Duration.ofHours(1));
        there(0);
        assertThat(told).containsExactly(Phase.BEGAN, Phase.OVER, Phase.BEGAN);
    }

    @Test
    void moreFailuresAreNewsButFewerAreNot() {
        there(10);
        later(Duration.ofHours(7));
        there(4);
        there(3);
        assertThat(told).containsExactly(Phase.BEGAN);
        there(5);
        there(9);
        assertThat(told).containsExactly(Phase.BEGAN, Phase.BEGAN);
        later(Duration.ofHours(6));
        there(9);
        assertThat(told).containsExactly(Phase.BEGAN, Phase.BEGAN, Phase.BEGAN);
    }
}
