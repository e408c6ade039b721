package musubi.scenario;

import static musubi.scenario.ScenarioCalls.errors;
import static musubi.scenario.ScenarioCalls.id;
import static musubi.scenario.ScenarioCalls.keys;
import static musubi.scenario.ScenarioCalls.message;
import static musubi.scenario.ScenarioCalls.own;
import static musubi.scenario.ScenarioCalls.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import musubi.scenario.definition.DefinitionWriter;
import musubi.scenario.store.ScenarioCountRepository;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Scenarios are changed while people are in them. */
class ScenarioEditsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of(), ScenarioEditsTests::withPeople);

    private static final People PEOPLE = new People();

    private final ScenarioCalls calls = new ScenarioCalls(WORLD, WORLD.connect());

    private static void withPeople(TestWorld world, GenericApplicationContext beans) {
        beans.registerBean("peopleOfTests", RunningEnrolments.class, () -> PEOPLE, bean -> bean.setPrimary(true));
    }

    @BeforeEach
    void nobodyIsThere() {
        PEOPLE.waiting.clear();
        PEOPLE.underWay.clear();
    }

    /** People by version and step, as whoever keeps them would move them. */
    private static final class People implements RunningEnrolments {

        private final Map<Integer, Map<String, Long>> waiting = new TreeMap<>();
        private final Map<Integer, Map<String, Long>> underWay = new TreeMap<>();

        @Override
        public void lookAgain(UUID scenarioId) {
            // nobody waits for a message that is gone
        }

        @Override
        public List<Moved> move(UUID scenario, int from, int to, Map<String, String> steps, Set<String> sending) {
            var moved = new ArrayList<Moved>();
            waiting.getOrDefault(from, new HashMap<>()).entrySet().removeIf(people -> {
                var target = Optional.ofNullable(steps.get(people.getKey()));
                target.ifPresent(key -> moved.add(new Moved(people.getKey(), key, people.getValue())));
                return target.isPresent();
            });
            underWay.getOrDefault(from, new HashMap<>()).entrySet().removeIf(people -> {
                var stays = sending.contains(people.getKey());
                if (stays) {
                    moved.add(new Moved(people.getKey(), people.getKey(), people.getValue()));
                }
                return stays;
            });
            return moved;
        }
    }

    private void put(JsonNode scenario, int version, String key, long people) {
        PEOPLE.waiting.computeIfAbsent(version, _ -> new LinkedHashMap<>()).put(key, people);
        count(scenario, version, key, StepCount.WAITING, people);
    }

    private static void count(JsonNode scenario, int version, String key, StepCount what, long people) {
        WORLD.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        _ -> WORLD.bean(ScenarioCountRepository.class).add(id(scenario), version, key, what, people));
    }

    private static Map<Integer, Map<String, Long>> waiting(JsonNode scenario) {
        return WORLD.bean(ScenarioCountRepository.class).waiting(id(scenario));
    }

    @Test
    void aChangeOfStepsAsksWhatBecomesOfPeople() {
        var made = calls.create(scenario("a", "b", "c"));
        put(made, 1, "b", 3);
        var asked = calls.call("PUT", own(made), scenario("a", "c"), 409);
        assertThat(asked.path("reason").asString("")).isEqualTo("WAITING");
        assertThat(asked.path("waiting").toString()).isEqualTo("{\"b\":3}");
        assertThat(keys(calls.call("GET", own(made), null, 200).path("steps"))).containsExactly("a", "b", "c");
        var stays = calls.call("PUT", own(made), scenario("a", "c").put("waiting", "STAY"), 200);
        assertThat(stays.path("version").asInt(0)).isEqualTo(2);
        assertThat(keys(stays.path("steps"))).containsExactly("a", "c");
        assertThat(stays.path("retired").toString()).isEqualTo("[\"b\"]");
        assertThat(waiting(made)).isEqualTo(Map.of(1, Map.of("b", 3L)));
        // the counts of a step stay when it is retired
        assertThat(keys(stays.path("counts").path("steps"))).containsExactly("a", "b", "c");
        assertThat(stays.path("counts").path("running").asInt(0)).isEqualTo(3);
    }

    @Test
    void peopleAreMovedToTheStepOfTheSameKeyOrTheOneChosen() {
        var made = calls.create(scenario("a", "b", "c"));
        put(made, 1, "a", 1);
        put(made, 1, "b", 2);
        PEOPLE.underWay.put(1, new LinkedHashMap<>(Map.of("b", 4L)));
        count(made, 1, "b", StepCount.WAITING, 4);
        var edit = scenario("a", "x", "b", "c").put("waiting", "MOVE");
        edit.putObject("moves").put("b", "c");
        calls.call("PUT", own(made), edit, 200);
        assertThat(waiting(made)).isEqualTo(Map.of(2, Map.of("a", 1L, "b", 4L, "c", 2L)));
        edit.putObject("moves").put("q", "c").put("a", "r");
        assertThat(errors(calls.call("PUT", own(made), edit, 422)))
                .containsExactly("moves NO_SUCH_STEP", "moves.a NO_SUCH_STEP");
    }

    @Test
    void thoseOfAnyOlderVersionAreMoved() {
        var made = calls.create(scenario("a", "b"));
        put(made, 1, "a", 1);
        calls.call("PUT", own(made), scenario("a", "b", "c").put("waiting", "STAY"), 200);
        put(made, 2, "b", 1);
        calls.call("PUT", own(made), scenario("a", "b", "c", "d").put("waiting", "MOVE"), 200);
        assertThat(waiting(made)).isEqualTo(Map.of(3, Map.of("a", 1L, "b", 1L)));
    }

    @Test
    void nobodyIsMovedBack() {
        var made = calls.create(scenario("a", "b", "c"));
        put(made, 1, "b", 2);
        var swapped = scenario("b", "a", "c").put("waiting", "MOVE");
        assertThat(errors(calls.call("PUT", own(made), swapped, 422))).containsExactly("steps BACKWARDS");
        assertThat(calls.call("GET", own(made), null, 200).path("version").asInt(0))
                .isEqualTo(1);
        // of c, in which nobody is, nothing is refused
        calls.call("PUT", own(made), scenario("a", "c", "b").put("waiting", "MOVE"), 200);
        assertThat(waiting(made)).isEqualTo(Map.of(2, Map.of("b", 2L)));
    }

    @Test
    void textsAreForEverybodyWithoutANewVersion() {
        var made = calls.create(scenario("a", "b"));
        put(made, 1, "b", 2);
        calls.call("PUT", own(made), scenario("a", "c").put("waiting", "STAY"), 200);
        var texts = scenario("a");
        texts.withArray("steps").add(message("c", "new c"));
        var changed = calls.call("PUT", own(made), texts, 200);
        assertThat(changed.path("version").asInt(0)).isEqualTo(2);
        var a = scenario();
        a.withArray("steps").add(message("a", "new a")).add(message("c", "new c"));
        calls.call("PUT", own(made), a, 200);
        var old = WORLD.bean(Scenarios.class).version(id(made), 1).orElseThrow();
        assertThat(DefinitionWriter.shown(old).findValuesAsString("text")).containsExactly("new a", "b");
        assertThat(WORLD.bean(Scenarios.class).version(id(made), 3)).isEmpty();
    }

    @Test
    void aStaleEditIsRefusedAndAKeyIsNotTakenByAnotherKind() {
        var made = calls.create(scenario("a", "b"));
        calls.call("PUT", own(made), scenario("a"), 200);
        assertThat(calls.call("PUT", own(made), scenario("a", "c").put("version", 1), 409)
                        .path("reason")
                        .asString(""))
                .isEqualTo("STALE");
        var taken = scenario("a");
        taken.withArray("steps").add(ScenarioCalls.json("{'key':'b','wait':'PT1H'}"));
        assertThat(errors(calls.call("PUT", own(made), taken, 422))).containsExactly("steps[1].key KEY_TAKEN");
        // it may come back as what it was
        assertThat(calls.call("PUT", own(made), scenario("a", "b").put("version", 2), 200)
                        .path("retired")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aScenarioWithPeopleIsNotDeleted() {
        var made = calls.create(scenario("a"));
        put(made, 1, "a", 1);
        var refused = calls.call("DELETE", own(made), null, 409);
        assertThat(refused.path("reason").asString("")).isEqualTo("RUNNING");
        assertThat(refused.path("waiting").toString()).isEqualTo("{\"a\":1}");
        count(made, 1, "a", StepCount.WAITING, -1);
        calls.call("DELETE", own(made), null, 204);
        // what comes too late is counted nowhere
        count(made, 1, "a", StepCount.SENT, 1);
        WORLD.bean(ScenarioCountRepository.class).end(id(made), EndReason.END, 1);
    }

    @Test
    void peopleAreCountedByStepAndByHowItEnded() {
        var made = calls.create(scenario("a", "b"));
        count(made, 1, "a", StepCount.SENT, 5);
        count(made, 1, "a", StepCount.SENT, 2);
        count(made, 1, "a", StepCount.LATE, 1);
        count(made, 1, "a", StepCount.MISSING_VALUE, 2);
        count(made, 1, "b", StepCount.CLICKED, 4);
        count(made, 1, "b", StepCount.WAITING, 3);
        calls.call("PUT", own(made), scenario("a", "b", "c").put("waiting", "STAY"), 200);
        count(made, 2, "a", StepCount.SENT, 10);
        WORLD.bean(ScenarioCountRepository.class).end(id(made), EndReason.EXIT, 2);
        WORLD.bean(ScenarioCountRepository.class).end(id(made), EndReason.EXIT, 1);
        var counts = calls.call("GET", own(made), null, 200).path("counts");
        assertThat(counts.path("running").asInt(0)).isEqualTo(3);
        assertThat(counts.path("ended").path("EXIT").asInt(0)).isEqualTo(3);
        var a = counts.path("steps").path(0);
        assertThat(a.path("sent").asInt(0)).isEqualTo(17);
        assertThat(a.path("leftOut").asInt(0)).isEqualTo(3);
        assertThat(a.path("leftOutBy").path("MISSING_VALUE").asInt(0)).isEqualTo(2);
        assertThat(counts.path("steps").path(1).path("clickedPeople").asInt(0)).isEqualTo(4);
        assertThat(calls.call("GET", calls.path(), null, 200)
                        .path("items")
                        .path(0)
                        .path("counts"))
                .isEqualTo(counts);
    }
}
