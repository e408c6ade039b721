package musubi.scenario.enrol;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.connection.Connections;
import musubi.delivery.StepDeliveries;
import musubi.scenario.EndReason;
import musubi.scenario.Scenario;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tests of scenarios: they begin, are looked at, and end early. Their steps are those of {@code run}, as everybody's. */
@Component
public final class TestEnrolments {

    private final TestRepository tests;
    private final EntryRepository entries;
    private final Courses courses;
    private final LeaveScenario leave;
    private final ResumeSteps resume;
    private final StepDeliveries deliveries;
    private final Connections connections;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TestEnrolments(
            TestRepository tests,
            EntryRepository entries,
            Courses courses,
            LeaveScenario leave,
            ResumeSteps resume,
            StepDeliveries deliveries,
            Connections connections,
            TransactionTemplate transaction,
            Clock clock) {
        this.tests = tests;
        this.entries = entries;
        this.courses = courses;
        this.leave = leave;
        this.resume = resume;
        this.deliveries = deliveries;
        this.connections = connections;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Begins a test with people, at the first step, whether or not they are or were in the scenario.
     *
     * @param contactIds HubSpot's record ids
     * @return those who were not in a test of it
     */
    public Set<Long> begin(Scenario scenario, Collection<Long> contactIds) {
        var now = clock.instant();
        var start = connections
                .find(scenario.connectionId())
                .flatMap(connection ->
                        courses.forTest(scenario.definition(), connection).start(now));
        return start.isEmpty() || contactIds.isEmpty()
                ? Set.of()
                : entries.enter(scenario.id(), scenario.version(), contactIds, start.get(), now, true);
    }

    /** Who is in a test of a scenario, by record id. */
    public List<Enrolment> of(UUID scenarioId) {
        return tests.of(scenarioId);
    }

    /** Ends those of a scenario. What LINE may have already gets its outcome. */
    public void stop(UUID scenarioId) {
        end(tests.of(scenarioId));
    }

    /** Ends those whose {@linkplain Enrolment#TEST_TIME time} is over. */
    public void endOverdue() {
        end(tests.begunBy(clock.instant().minus(Enrolment.TEST_TIME)));
    }

    private void end(List<Enrolment> people) {
        if (people.isEmpty()) {
            return;
        }
        // of tests nothing is counted
        transaction.executeWithoutResult(_ -> leave.leave(people, EndReason.REMOVED, new CountChanges()));
        // one that is paused has no call left, or only such as LINE may have: it would stay for ever
        deliveries
                .paused(people.stream()
                        .map(Enrolment::delivery)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()))
                .forEach(resume::resume);
    }
}
