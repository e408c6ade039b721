package musubi.scenario.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.delivery.PreparedCall;
import musubi.delivery.StepDeliveries;
import musubi.scenario.EndReason;
import musubi.scenario.enrol.CountChanges;
import musubi.scenario.enrol.EndEnrolments;
import musubi.scenario.enrol.Enrolment;
import musubi.scenario.enrol.EnrolmentRepository;
import musubi.scenario.enrol.EnrolmentRepository.Move;
import musubi.scenario.run.StepOutcome.Next;
import musubi.scenario.store.ScenarioCountRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores what was decided for people who were due, in one transaction that moves everybody and opens the delivery of their messages. Before it, nothing
 * has happened; after it, the delivery tells what became of each.
 */
@Component
final class StoreOutcomes {

    private final EnrolmentRepository enrolments;
    private final ScenarioCountRepository counts;
    private final EndEnrolments end;
    private final StepDeliveries deliveries;
    private final TransactionTemplate transaction;

    StoreOutcomes(
            EnrolmentRepository enrolments,
            ScenarioCountRepository counts,
            EndEnrolments end,
            StepDeliveries deliveries,
            TransactionTemplate transaction) {
        this.enrolments = enrolments;
        this.counts = counts;
        this.end = end;
        this.deliveries = deliveries;
        this.transaction = transaction;
    }

    /**
     * Stores what was decided; nothing of somebody who was moved meanwhile, or wrote.
     *
     * @param decided all of tests, or none
     */
    void store(Connection connection, List<StepOutcome> decided, Instant now) {
        if (decided.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            var as = decided.stream()
                    .collect(Collectors.toMap(outcome -> outcome.person().id(), outcome -> outcome));
            var locked = enrolments.lockWaiting(as.keySet()).stream()
                    .filter(person -> isSame(person, as.get(person.id())))
                    .collect(Collectors.toMap(Enrolment::id, person -> person));
            apply(
                    connection,
                    decided.stream()
                            .filter(outcome ->
                                    locked.containsKey(outcome.person().id()))
                            .toList(),
                    now);
        });
    }

    /** Whoever moved the person meanwhile, or heard that they wrote, knows more. */
    private static boolean isSame(Enrolment now, @Nullable StepOutcome outcome) {
        return outcome != null && now.equals(outcome.person());
    }

    private void apply(Connection connection, List<StepOutcome> outcomes, Instant now) {
        var delivery = UUID.randomUUID();
        var changes = new CountChanges();
        List<PreparedCall> calls = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        Map<Enrolment, EndReason> ends = new HashMap<>();
        var twins = twins(outcomes);
        for (var outcome : outcomes) {
            var person = outcome.person();
            if (outcome.contactId() != person.contactId() && twins.contains(outcome.contactId())) {
                ends.put(person, EndReason.GONE);
                continue;
            }
            outcome.leftOut().forEach(left -> changes.add(person, left.stepKey(), left.reason()));
            switch (outcome.next()) {
                case Next.Ends(var reason) -> ends.put(person, reason);
                case Next.Waits(var at, var lookAt) -> {
                    changes.moved(person, at.stepKey());
                    moves.add(new Move(person.id(), outcome.contactId(), at, lookAt, Optional.empty()));
                }
                case Next.Sends(var at, var call) -> {
                    changes.moved(person, at.stepKey());
                    moves.add(new Move(person.id(), outcome.contactId(), at, now, Optional.of(delivery)));
                    calls.add(call);
                }
            }
        }
        enrolments.move(moves);
        if (!calls.isEmpty()) {
            deliveries.send(delivery, connection.id(), calls);
        }
        end.end(ends, changes);
        changes.store(counts);
    }

    /** Contacts that others were merged into, who are in the scenario themselves. */
    private Set<Long> twins(List<StepOutcome> outcomes) {
        var merged = outcomes.stream()
                .filter(outcome -> outcome.contactId() != outcome.person().contactId())
                .toList();
        return merged.isEmpty()
                ? Set.of()
                : enrolments.present(
                        merged.getFirst().person().scenarioId(),
                        merged.stream().map(StepOutcome::contactId).toList(),
                        merged.getFirst().person().test());
    }
}
