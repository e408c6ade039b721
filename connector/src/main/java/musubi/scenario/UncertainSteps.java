package musubi.scenario;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.delivery.Deliveries;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryStateException;
import musubi.delivery.StepDeliveries;
import musubi.delivery.UncertainDecision;
import musubi.scenario.Enrolments.Refusal;
import musubi.scenario.Enrolments.Refused;
import musubi.scenario.ScenarioConflictException.Reason;
import musubi.scenario.enrol.DoubtRepository;
import musubi.scenario.enrol.DoubtRepository.Doubt;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Messages of steps of which nobody knows whether LINE accepted them: LINE could not be asked for 23 hours. Whom they are for has gone on; what
 * becomes of the messages is for a person to decide, within 30 days. Thread-safe.
 */
@Component
public final class UncertainSteps {

    private final DoubtRepository doubts;
    private final StepDeliveries steps;
    private final Deliveries deliveries;
    private final AskContacts ask;
    private final TransactionTemplate transaction;

    UncertainSteps(
            DoubtRepository doubts,
            StepDeliveries steps,
            Deliveries deliveries,
            AskContacts ask,
            TransactionTemplate transaction) {
        this.doubts = doubts;
        this.steps = steps;
        this.deliveries = deliveries;
        this.ask = ask;
        this.transaction = transaction;
    }

    /** How many there are to decide on, by the key of their step; none where there are none. */
    public Map<String, Long> of(UUID scenarioId) {
        var open = open(scenarioId).stream().map(Delivery::id).toList();
        return open.isEmpty() ? Map.of() : doubts.bySteps(scenarioId, open);
    }

    private List<Delivery> open(UUID scenarioId) {
        return steps.uncertain(doubts.deliveries(scenarioId));
    }

    /**
     * Decides on all of a scenario. Sent again, they go as new messages: whoever got the first gets it twice. Those who block or have opted out
     * meanwhile, and contacts that are gone, get nothing; theirs stay counted as uncertain.
     *
     * @throws ScenarioConflictException when there are none, or HubSpot does not say of somebody whether they still want messages
     * @throws musubi.hubspot.HubSpotException when HubSpot does not answer; what was decided before, a delivery at a time, stays decided
     */
    public void decide(Scenario scenario, UncertainDecision decision) {
        var open = open(scenario.id());
        if (open.isEmpty()) {
            throw new ScenarioConflictException(Reason.NOTHING_UNCERTAIN, Map.of());
        }
        open.forEach(delivery -> {
            switch (decision) {
                case COUNT_AS_SENT -> decide(delivery.id(), decision);
                case SEND_AGAIN -> sendAgain(scenario, delivery.id());
            }
        });
    }

    private void decide(UUID delivery, UncertainDecision decision) {
        try {
            deliveries.decide(delivery, decision);
        } catch (DeliveryStateException decided) {
            // by somebody else, at this moment
        }
    }

    private void sendAgain(Scenario scenario, UUID delivery) {
        var people = doubts.of(delivery);
        var refused = ask.allowed(
                        ask.connection(scenario),
                        people.stream().map(Doubt::contactId).collect(Collectors.toSet()))
                .refused();
        if (refused.stream().anyMatch(each -> each.reason() == Refusal.NOT_READ)) {
            throw new ScenarioConflictException(Reason.NOT_READ, Map.of());
        }
        var without = refused.stream().map(Refused::contactId).collect(Collectors.toSet());
        var notTo = people.stream()
                .filter(doubt -> without.contains(Long.toString(doubt.contactId())))
                .toList();
        transaction.executeWithoutResult(_ -> {
            decide(delivery, UncertainDecision.SEND_AGAIN);
            var withdrawn = steps.withdrawAgain(
                    delivery, notTo.stream().map(Doubt::occasion).toList());
            doubts.take(
                    delivery,
                    notTo.stream()
                            .filter(doubt -> withdrawn.contains(doubt.occasion()))
                            .mapToLong(Doubt::contactId)
                            .toArray());
        });
    }
}
