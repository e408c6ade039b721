package musubi.scenario;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import musubi.delivery.Delivery;
import musubi.delivery.PauseReason;
import musubi.delivery.StepDeliveries;
import musubi.scenario.Enrolments.Entered;
import musubi.scenario.Enrolments.InScenario;
import musubi.scenario.Enrolments.Named;
import musubi.scenario.ScenarioConflictException.Reason;
import musubi.scenario.enrol.Enrolment;
import musubi.scenario.enrol.TestEnrolments;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries a scenario, switched on or off, with a few people of the company: each wait lasts {@link musubi.scenario.definition.ShortWaits#LONGEST} at
 * most, quiet hours do not count, and the messages say that they are a test. Everything else is as for everybody: branches and exits are decided by
 * the contact's values of that moment, properties are set, whoever blocks leaves. No number changes, and who was in a test can come into the
 * scenario as if they had not been. A test is over after {@link Enrolment#TEST_TIME}. Thread-safe.
 */
@Component
public final class TestScenario {

    /** People of a test. */
    public static final int MAX_PEOPLE = 20;

    private final TestEnrolments tests;
    private final AskContacts ask;
    private final StepDeliveries deliveries;
    private final TransactionTemplate transaction;

    TestScenario(TestEnrolments tests, AskContacts ask, StepDeliveries deliveries, TransactionTemplate transaction) {
        this.tests = tests;
        this.ask = ask;
        this.deliveries = deliveries;
        this.transaction = transaction;
    }

    /**
     * Somebody in a test.
     *
     * @param paused why LINE takes no messages now; empty: it does, or was not asked
     */
    public record Tester(Named person, Optional<PauseReason> paused) {

        /** Leaves out who it is. */
        @Override
        public String toString() {
            return "Tester[%s]".formatted(person);
        }
    }

    /**
     * Begins with people, each at the first step.
     *
     * @param contactIds HubSpot's record ids, 1 to {@value #MAX_PEOPLE}
     * @return whom it began with; {@code already} are in a test of it now
     * @throws IllegalArgumentException when there are none, or more
     * @throws ScenarioConflictException when the connection is paused
     * @throws musubi.hubspot.HubSpotException when HubSpot does not say who they are; then it does not begin
     */
    public Entered begin(Scenario scenario, Collection<Long> contactIds) {
        var all = Set.copyOf(contactIds);
        if (all.isEmpty() || all.size() > MAX_PEOPLE) {
            throw new IllegalArgumentException("people: %d (expected: 1 to %d)".formatted(all.size(), MAX_PEOPLE));
        }
        var connection = ask.connection(scenario);
        if (connection.isPaused()) {
            throw new ScenarioConflictException(Reason.PAUSED, Map.of());
        }
        var asked = ask.allowed(connection, all);
        var began = transaction.execute(_ -> tests.begin(scenario, asked.allowed()));
        var people = began == null ? 0 : began.size();
        return new Entered(people, all.size() - asked.refused().size() - people, asked.refused());
    }

    /**
     * Who is in a test of it, by record id, with names.
     *
     * @throws musubi.hubspot.HubSpotException when HubSpot does not say who they are
     */
    public List<Tester> running(Scenario scenario) {
        var people = tests.of(scenario.id());
        if (people.isEmpty()) {
            return List.of();
        }
        Map<UUID, PauseReason> paused = new HashMap<>();
        deliveries
                .paused(people.stream()
                        .map(Enrolment::delivery)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()))
                .forEach(delivery -> paused.put(delivery.id(), reason(delivery)));
        var named = ask.named(scenario, people.stream().map(InScenario::of).toList());
        return IntStream.range(0, people.size())
                .mapToObj(i -> new Tester(
                        named.get(i), people.get(i).delivery().flatMap(id -> Optional.ofNullable(paused.get(id)))))
                .toList();
    }

    private static PauseReason reason(Delivery delivery) {
        return delivery.pause().orElseThrow().reason();
    }

    /** How many are in a test of it. */
    public int people(UUID scenarioId) {
        return tests.of(scenarioId).size();
    }

    /** Ends all tests of it. A message that LINE may have already comes; nothing follows it. */
    public void stop(UUID scenarioId) {
        tests.stop(scenarioId);
    }
}
