package musubi.scenario.run;

import static musubi.scenario.ScenarioWorld.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import musubi.scenario.ScenarioWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScenarioGaugeTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    @Test
    void peopleInScenariosAreCountedAndHowLateTheFirstIsIsMeasured() {
        var it = new ScenarioWorld(WORLD);
        var other = WORLD.connect();
        var scenario = it.byHand(send("one", "一", Duration.ofDays(1)));
        it.enter(scenario, it.contacts(it.friends(3)));
        WORLD.api("POST", "/api/connections/" + it.connection().id() + "/pause", null);
        assertThat(measured())
                .contains(gauge("musubi_enrolments", it.connection().id(), "3.0"))
                .contains(gauge("musubi_enrolments", other.id(), "0.0"))
                .contains(gauge("musubi_steps_late_seconds", it.connection().id(), "0.0"));
        WORLD.clock().advance(Duration.ofHours(25));
        assertThat(measured())
                .containsPattern(
                        gauge("musubi_steps_late_seconds", it.connection().id(), "36\\d\\d.0")
                                .replace("{", "\\{")
                                .replace("}", "\\}"));
    }

    private static String gauge(String name, String connection, String value) {
        return "%s{connection=\"%s\"} %s".formatted(name, connection, value);
    }

    private static String measured() {
        WORLD.bean(ScenarioGauge.class).measure();
        return WORLD.api("GET", "/actuator/prometheus", null).body();
    }
}
