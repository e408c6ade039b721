package musubi.workflow.send;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import musubi.delivery.DeliveryListener;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.PersonOutcome;
import musubi.workflow.ExecutionReason;
import musubi.workflow.ExecutionStatus;
import musubi.workflow.Outcome;
import musubi.workflow.store.ExecutionRepository;
import org.springframework.stereotype.Component;

/**
 * Notes what became of messages, in the transactions that count it. Of a message that LINE never said anything of the workflow is told at once that
 * its outcome is not known: nobody looks at such messages one by one, and sending it again could double it.
 */
@Component
final class RecordOutcomes implements DeliveryListener {

    private final ExecutionRepository repository;
    private final Clock clock;

    RecordOutcomes(ExecutionRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public DeliveryPurpose purpose() {
        return DeliveryPurpose.WORKFLOW;
    }

    @Override
    public void started(UUID delivery, UUID connectionId) {
        // who is in it was noted in the same transaction
    }

    @Override
    public void settled(UUID delivery, PersonOutcome outcome, long[] contactIds) {
        var now = clock.instant();
        switch (outcome) {
            case REACHED ->
                repository.settled(
                        delivery,
                        contactIds,
                        new Outcome(ExecutionStatus.SENT, Optional.empty(), Optional.of(now)),
                        now);
            case REFUSED -> repository.settled(delivery, contactIds, Outcome.of(ExecutionReason.LINE_REFUSED), now);
            case UNCERTAIN ->
                repository.settled(delivery, contactIds, Outcome.of(ExecutionReason.OUTCOME_UNKNOWN), now);
            case REACHED_AFTER_DOUBT, REFUSED_AFTER_DOUBT -> {
                // the workflow has been told, and does not wait any more
            }
        }
    }
}
