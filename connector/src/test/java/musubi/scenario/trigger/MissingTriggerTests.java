package musubi.scenario.trigger;

import static musubi.scenario.ScenarioWorld.send;
import static musubi.testing.Waits.eventually;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.definition.Reentry;
import musubi.scenario.definition.Trigger;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operators are told where HubSpot no longer has what a scenario begins by, and no longer when it has, or nothing asks for it. */
class MissingTriggerTests {

    private static final String TOLD = "SCENARIO_TRIGGER_GONE";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.adjusted();

    private final ScenarioWorld it = new ScenarioWorld(WORLD);
    private final String connection = "/api/connections/" + it.connection().id();

    @AfterEach
    void end() {
        WORLD.api("DELETE", connection, null);
    }

    private Scenario scenario(Trigger trigger) {
        return it.scenario(trigger, new Reentry.AfterEnd(), List.of(), send("one", "一", Duration.ofDays(1)));
    }

    /** Polls until it is so: what is missing is told by the look after the one that finds it. */
    private void told(boolean told, Scenario... missing) {
        eventually(told ? "operators are told" : "nothing is told any more", () -> {
            // what is known of the portal's properties is a minute old at the most
            WORLD.clock().advance(Duration.ofSeconds(30));
            WORLD.bean(PollTriggers.class).look();
            var details = TestWorld.json(WORLD.api("GET", connection, null))
                    .path("problems")
                    .valueStream()
                    .filter(problem -> problem.path("code").asString("").equals(TOLD))
                    .map(problem -> problem.path("detail").asString(""))
                    .toList();
            return told
                    ? details.size() == 1
                            && List.of(missing).stream()
                                    .allMatch(scenario -> details.getFirst().contains(scenario.name()))
                    : details.isEmpty();
        });
    }

    @Test
    void aDeletedListIsTold() {
        var lists = it.connection().portal().lists();
        var list = lists.add("A", ListKind.MANUAL, List.of()).id();
        var scenario = scenario(new Trigger.JoinedList(list, false));
        told(false);
        lists.delete(list);
        told(true, scenario);
        WORLD.api("POST", "/api/scenarios/" + scenario.id() + "/disable", Map.of());
        told(false);
    }

    @Test
    void aDeletedDatePropertyIsToldUntilItIsThereAgain() {
        var portal = it.connection().portal();
        var birthday = PropertyDefinition.custom("birthday", "Birthday", "date", "date", "contactinformation");
        portal.addProperty(birthday);
        var scenario = scenario(new Trigger.DateProperty("birthday", 0, LocalTime.NOON, true));
        told(false);
        portal.deleteProperty("birthday");
        told(true, scenario);
        portal.addProperty(birthday);
        told(false);
    }
}
