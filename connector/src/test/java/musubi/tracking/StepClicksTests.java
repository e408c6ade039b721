package musubi.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import musubi.inbox.EventQueue;
import musubi.scenario.Scenario;
import musubi.scenario.ScenarioWorld;
import musubi.scenario.StepCount;
import musubi.system.LocalJobs;
import musubi.testing.Seed;
import musubi.testing.TestWorld;
import musubi.tracking.step.ScenarioStep;
import musubi.tracking.step.StepClickListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Clicks on links of steps, written by two nodes, against a plain model. */
class StepClicksTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.shared();

    private static final Duration FAR = Duration.ofDays(300);
    private static final List<String> STEPS = List.of("one", "two");

    private final ScenarioWorld it = new ScenarioWorld(WORLD);

    private static ClickBuffer node() {
        return new ClickBuffer(
                WORLD.bean(ClickRepository.class),
                WORLD.bean(EventQueue.class),
                WORLD.bean(ClickListener.class),
                WORLD.bean(StepClickListener.class),
                WORLD.bean(TransactionTemplate.class),
                new LocalJobs());
    }

    private Scenario scenario() {
        var scenario = it.byHand(ScenarioWorld.send("one", "一", FAR), ScenarioWorld.send("two", "二", FAR));
        for (var key : STEPS) {
            WORLD.bean(TrackedLinks.class)
                    .of(
                            new ScenarioStep(scenario.id(), key),
                            scenario.connectionId(),
                            List.of(new MessageLinks.Written(1, "https://e.com/", false, "")),
                            Optional.empty());
        }
        return scenario;
    }

    private Map<Long, Set<String>> clicked(Scenario scenario) {
        Map<Long, Set<String>> clicked = new HashMap<>();
        WORLD.database()
                .jdbc()
                .sql("select contact_id, clicked from enrolment where scenario_id = ?")
                .param(scenario.id())
                .query(row -> {
                    clicked.put(row.getLong("contact_id"), Set.of((String[])
                            row.getArray("clicked").getArray()));
                });
        return clicked;
    }

    @Test
    void twoNodesCountAsAPlainModelDoes() {
        var random = Seed.random("StepClicksTests");
        var scenarios = List.of(scenario(), scenario());
        var contacts = it.contacts(it.friends(12));
        // some are in it, some are not, or not any more
        scenarios.forEach(scenario -> it.enter(scenario, contacts.subList(0, 8)));
        var nodes = List.of(node(), node());
        Map<UUID, Map<String, Set<Long>>> people = new HashMap<>();
        Map<UUID, Map<String, Long>> clicks = new HashMap<>();
        Map<UUID, Map<Long, Set<String>>> noted = new HashMap<>();
        var now = Instant.now();
        for (var round = 0; round < 30; round++) {
            for (var click = 0; click < 20; click++) {
                var scenario = scenarios.get(random.nextInt(2)).id();
                var step = new ScenarioStep(scenario, STEPS.get(random.nextInt(2)));
                var contact = contacts.get(random.nextInt(contacts.size())).id();
                // some opened a link of an earlier time, before they came in
                var before = random.nextInt(4) == 0;
                nodes.get(random.nextInt(2))
                        .clicked(
                                new LinkToken(
                                        step.trackedId(),
                                        0,
                                        1,
                                        Optional.of(new ClickPerson(contact, "U%032x".formatted(contact))),
                                        Optional.empty(),
                                        false),
                                UUID.fromString(it.connection().id()),
                                step,
                                before ? now.minusSeconds(60) : now.plusSeconds(60));
                people.computeIfAbsent(scenario, _ -> new HashMap<>())
                        .computeIfAbsent(step.key(), _ -> new HashSet<>())
                        .add(contact);
                clicks.computeIfAbsent(scenario, _ -> new HashMap<>()).merge(step.key(), 1L, Long::sum);
                if (!before) {
                    noted.computeIfAbsent(scenario, _ -> new HashMap<>())
                            .computeIfAbsent(contact, _ -> new HashSet<>())
                            .add(step.key());
                }
            }
            nodes.get(random.nextInt(2)).flush();
        }
        nodes.forEach(ClickBuffer::flush);
        for (var scenario : scenarios) {
            var counts = it.counts(scenario);
            for (var key : STEPS) {
                assertThat(counts.of(key, StepCount.CLICKED))
                        .as("seed %d", Seed.VALUE)
                        .isEqualTo(people.getOrDefault(scenario.id(), Map.of())
                                .getOrDefault(key, Set.of())
                                .size());
                assertThat(counts.clicks(key))
                        .as("seed %d", Seed.VALUE)
                        .isEqualTo(clicks.getOrDefault(scenario.id(), Map.of()).getOrDefault(key, 0L));
            }
            assertThat(counts.running()).isEqualTo(8);
            clicked(scenario)
                    .forEach((contact, keys) -> assertThat(keys)
                            .as("seed %d", Seed.VALUE)
                            .isEqualTo(
                                    noted.getOrDefault(scenario.id(), Map.of()).getOrDefault(contact, Set.of())));
        }
    }

    @Test
    void linksOfAStepKeepTheirNumbersAndNewOnesAreAdded() {
        var scenario = scenario();
        var step = new ScenarioStep(scenario.id(), "one");
        var links = WORLD.bean(TrackedLinks.class);
        var person = new ClickPerson(7, "U%032x".formatted(7));
        var one = new MessageLinks.Written(1, "https://e.com/", false, "");
        var before = links.of(step, scenario.connectionId(), List.of(one), Optional.empty())
                .forPerson(1, "https://e.com/", person);
        var other = new MessageLinks.Written(1, "https://e.com/2", false, "");
        var moved = new MessageLinks.Written(2, "https://e.com/", false, "");
        var after = links.of(step, scenario.connectionId(), List.of(other, moved), Optional.empty());
        assertThat(after.forPerson(2, "https://e.com/", person)).isEqualTo(before);
        assertThat(after.forPerson(1, "https://e.com/2", person)).isNotEqualTo(before);
        assertThat(WORLD.bean(LinkTargets.class)
                        .of(step.trackedId())
                        .orElseThrow()
                        .links())
                .hasSize(2);
    }
}
