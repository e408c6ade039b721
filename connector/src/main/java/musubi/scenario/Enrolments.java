package musubi.scenario;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.delivery.Pause;
import musubi.delivery.StepDeliveries;
import musubi.scenario.enrol.CountChanges;
import musubi.scenario.enrol.DoubtRepository;
import musubi.scenario.enrol.DueRepository;
import musubi.scenario.enrol.Enrolment;
import musubi.scenario.enrol.EnrolmentRepository;
import musubi.scenario.enrol.EnterScenario;
import musubi.scenario.enrol.LeaveScenario;
import musubi.scenario.enrol.ResumeSteps;
import musubi.scenario.store.ScenarioCountRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who is in a scenario: put in and taken out by hand, and looked at. Thread-safe. */
@Component
public final class Enrolments {

    /** People in one request. */
    public static final int MAX_AT_ONCE = 1_000;

    private final EnrolmentRepository repository;
    private final DueRepository due;
    private final DoubtRepository doubts;
    private final ScenarioCountRepository counts;
    private final EnterScenario enter;
    private final LeaveScenario leave;
    private final ResumeSteps resume;
    private final AskContacts ask;
    private final StepDeliveries deliveries;
    private final TransactionTemplate transaction;

    Enrolments(
            EnrolmentRepository repository,
            DueRepository due,
            DoubtRepository doubts,
            ScenarioCountRepository counts,
            EnterScenario enter,
            LeaveScenario leave,
            ResumeSteps resume,
            AskContacts ask,
            StepDeliveries deliveries,
            TransactionTemplate transaction) {
        this.repository = repository;
        this.due = due;
        this.doubts = doubts;
        this.counts = counts;
        this.enter = enter;
        this.leave = leave;
        this.resume = resume;
        this.ask = ask;
        this.deliveries = deliveries;
        this.transaction = transaction;
    }

    /** Why somebody was not put in. */
    public enum Refusal {
        /** There is no such contact. */
        GONE,
        /** The person blocks the account, or is no friend of it. */
        BLOCKED,
        OPTED_OUT,
        /** HubSpot's answer says nothing of the contact: it may work in a moment. */
        NOT_READ
    }

    /** Somebody who was not put in. */
    public record Refused(String contactId, Refusal reason) {

        /** Leaves out who it is. */
        @Override
        public String toString() {
            return "Refused[%s]".formatted(reason);
        }
    }

    /**
     * What came of people who were put in.
     *
     * @param enrolled how many are in it now
     * @param already how many were in it, or may not come into it again
     */
    public record Entered(int enrolled, int already, List<Refused> refused) {}

    /**
     * Somebody in a scenario.
     *
     * @param sending whether the message of the step is on its way
     */
    public record InScenario(long contactId, String stepKey, Instant due, boolean sending, Instant enteredAt) {

        static InScenario of(Enrolment person) {
            return new InScenario(
                    person.contactId(),
                    person.at().stepKey(),
                    person.at().due(),
                    person.delivery().isPresent(),
                    person.enteredAt());
        }

        /** Leaves out who it is. */
        @Override
        public String toString() {
            return "InScenario[%s]".formatted(stepKey);
        }
    }

    /**
     * Somebody in a scenario, as HubSpot knows them now.
     *
     * @param name in LINE, else in HubSpot; empty when the contact is gone
     */
    public record Named(InScenario in, String name, String hubspotUrl) {

        /** Leaves out who it is. */
        @Override
        public String toString() {
            return "Named[%s]".formatted(in);
        }
    }

    /**
     * Messages of a scenario that wait until a person has done something.
     *
     * @param people who wait in it
     */
    public record Paused(UUID deliveryId, Pause pause, long people) {}

    /**
     * Puts people in.
     *
     * @param contactIds HubSpot's record ids, at most {@link #MAX_AT_ONCE}
     * @throws musubi.hubspot.HubSpotException when HubSpot does not answer; then nobody is put in
     */
    public Entered enter(Scenario scenario, Collection<Long> contactIds) {
        var all = Set.copyOf(contactIds);
        var asked = ask.allowed(ask.connection(scenario), all);
        var entered = transaction.execute(_ -> {
            var changes = new CountChanges();
            var done = enter.enter(scenario, asked.allowed(), changes);
            changes.store(counts);
            return done;
        });
        var enrolled = entered == null ? 0 : entered.size();
        return new Entered(enrolled, all.size() - asked.refused().size() - enrolled, asked.refused());
    }

    /**
     * A page of those who are in it, by record id.
     *
     * @param after the last of the page before; 0 for the first
     */
    public List<InScenario> page(UUID scenarioId, long after, int limit) {
        return page(scenarioId, Optional.empty(), after, limit);
    }

    private List<InScenario> page(UUID scenarioId, Optional<String> step, long after, int limit) {
        return repository.page(scenarioId, step, after, limit).stream()
                .map(InScenario::of)
                .toList();
    }

    /**
     * The same with names. Calls of HubSpot for each 100.
     *
     * @param step only those who are in the step of that key; empty: all
     * @throws musubi.hubspot.HubSpotException when HubSpot does not say who they are
     */
    public List<Named> named(Scenario scenario, Optional<String> step, long after, int limit) {
        return ask.named(scenario, page(scenario.id(), step, after, limit));
    }

    /**
     * Takes somebody out. A message that LINE may have gets its outcome, and nothing follows it.
     *
     * @return whether they were in it
     */
    public boolean remove(UUID scenarioId, long contactId) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var found = repository.in(scenarioId, new long[] {contactId});
            var changes = new CountChanges();
            leave.leave(found, EndReason.REMOVED, changes);
            changes.store(counts);
            return !found.isEmpty();
        }));
    }

    /** Deliveries of those who come to a step, and of messages that a person had sent again. */
    private Set<UUID> underWay(UUID scenarioId) {
        return Stream.concat(due.deliveries(scenarioId).stream(), doubts.deliveries(scenarioId).stream())
                .collect(Collectors.toSet());
    }

    /** What of a scenario is paused. */
    public List<Paused> paused(UUID scenarioId) {
        var paused = deliveries.paused(underWay(scenarioId));
        if (paused.isEmpty()) {
            return List.of();
        }
        Map<UUID, Long> waiting = repository
                .sending(paused.stream().map(delivery -> delivery.id()).toList())
                .stream()
                .collect(Collectors.groupingBy(
                        (Enrolment person) -> person.delivery().orElseThrow(), Collectors.counting()));
        return paused.stream()
                .map(delivery -> new Paused(
                        delivery.id(),
                        delivery.pause().orElseThrow(),
                        waiting.getOrDefault(delivery.id(), delivery.counts().left())))
                .toList();
    }

    /**
     * Takes up again what is paused. For everybody to whom LINE cannot have sent anything it is decided anew whether they still get the message.
     *
     * @return whether there was anything
     */
    public boolean resume(UUID scenarioId) {
        var paused = deliveries.paused(underWay(scenarioId));
        paused.forEach(resume::resume);
        return !paused.isEmpty();
    }
}
