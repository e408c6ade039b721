package musubi.workflow.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import musubi.delivery.Deliveries;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryState;
import musubi.delivery.DeliveryStateException;
import musubi.delivery.Pause;
import musubi.delivery.PauseReason;
import musubi.delivery.StepDeliveries;
import musubi.system.WorkerFailures;
import musubi.workflow.ExecutionReason;
import musubi.workflow.Outcome;
import musubi.workflow.store.ExecutionRepository;
import musubi.workflow.store.ExecutionRepository.Open;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deliveries of executions that stopped. There is no person before them: they are tried again each minute for as long as the message is wanted, and
 * are given up then, so that the workflow is told why.
 */
@Component
final class PausedDeliveries {

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int MAX_AT_ONCE = 1_000;

    private final ExecutionRepository repository;
    private final Deliveries deliveries;
    private final StepDeliveries calls;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PausedDeliveries(
            ExecutionRepository repository,
            Deliveries deliveries,
            StepDeliveries calls,
            TransactionTemplate transaction,
            Clock clock) {
        this.repository = repository;
        this.deliveries = deliveries;
        this.calls = calls;
        this.transaction = transaction;
        this.clock = clock;
    }

    void look() {
        var open = repository.open(MAX_AT_ONCE);
        var found = deliveries.find(open.stream().map(Open::delivery).toList()).stream()
                .collect(Collectors.toMap(Delivery::id, delivery -> delivery));
        var now = clock.instant();
        for (var one : open) {
            try {
                look(one, Optional.ofNullable(found.get(one.delivery())), now);
            } catch (RuntimeException failure) { // one that fails must not keep the others from going on
                WorkerFailures.record("workflow-paused", failure);
            }
        }
    }

    private void look(Open one, Optional<Delivery> delivery, Instant now) {
        if (delivery.filter(found -> found.state() != DeliveryState.CANCELLED).isEmpty()) {
            // its last outcomes were noted with its end: what has none was not sent
            repository.settled(one.delivery(), one.executions(), Outcome.of(ExecutionReason.CANCELLED), now);
        } else {
            delivery.flatMap(Delivery::pause).ifPresent(pause -> paused(one, pause, now));
        }
    }

    private void paused(Open one, Pause pause, Instant now) {
        var worthTrying = reason(pause.reason());
        try {
            if (pause.reason() == PauseReason.REFUSED) {
                // each was refused for itself, and the others have not been tried
                deliveries.resume(one.delivery());
            } else if (worthTrying.isEmpty() || now.isAfter(one.lateAt())) {
                giveUp(one, worthTrying.orElse(ExecutionReason.CANCELLED), now);
            } else if (now.isAfter(pause.since().plus(AGAIN))) {
                deliveries.resume(one.delivery());
            }
        } catch (DeliveryStateException changed) {
            // at this moment; it is looked at again
        }
    }

    /** What the workflow is told in the end, where trying again may help until then; empty: it does not. */
    private static Optional<ExecutionReason> reason(PauseReason reason) {
        return switch (reason) {
            case QUOTA -> Optional.of(ExecutionReason.QUOTA);
            case LINE_UNAUTHORIZED, LINE_FORBIDDEN -> Optional.of(ExecutionReason.LINE_ACCESS);
            case PERSON -> Optional.of(ExecutionReason.CANCELLED);
            case REFUSED, CONTENT, HUBSPOT_UNAUTHORIZED, LIST_GONE, MISSED, RESTORED -> Optional.empty();
        };
    }

    /**
     * Takes back what LINE cannot have got. Of the rest the outcome is not known: the delivery goes on with it, and ends as soon as LINE answers or
     * too much time has gone by.
     */
    private void giveUp(Open one, ExecutionReason reason, Instant now) {
        transaction.executeWithoutResult(_ -> {
            var withdrawn = calls.withdraw(
                    one.delivery(),
                    one.executions().stream().map(SendBatch::occasion).toList());
            repository.settled(
                    one.delivery(),
                    one.executions().stream()
                            .filter(execution -> withdrawn.contains(SendBatch.occasion(execution)))
                            .toList(),
                    Outcome.of(reason),
                    now);
            deliveries.resume(one.delivery());
        });
    }
}
