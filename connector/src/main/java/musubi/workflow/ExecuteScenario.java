package musubi.workflow;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.scenario.AddToScenario;
import musubi.scenario.Enrolments;
import musubi.scenario.Scenario;
import musubi.scenario.Scenarios;
import musubi.workflow.store.ScenarioExecutionRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts a contact into a scenario, or takes it out, once for each execution: what the scenario has and what came of the execution are stored in one
 * transaction, and a repeat is answered what is stored. No call of HubSpot or LINE: whether the contact is a friend, and wants messages, is looked at
 * when the first step is due.
 */
@Component
final class ExecuteScenario {

    private final Connections connections;
    private final Scenarios scenarios;
    private final AddToScenario add;
    private final Enrolments enrolments;
    private final ScenarioExecutionRepository repository;
    private final TransactionTemplate transaction;
    private final MeterRegistry metrics;
    private final Clock clock;

    ExecuteScenario(
            Connections connections,
            Scenarios scenarios,
            AddToScenario add,
            Enrolments enrolments,
            ScenarioExecutionRepository repository,
            TransactionTemplate transaction,
            MeterRegistry metrics,
            Clock clock) {
        this.connections = connections;
        this.scenarios = scenarios;
        this.add = add;
        this.enrolments = enrolments;
        this.repository = repository;
        this.transaction = transaction;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What an action does. */
    enum Change {
        ADD,
        REMOVE
    }

    /** What came of it: before, if it was carried out before. What cannot be carried out is not stored. */
    Outcome change(ExecutionRequest request) {
        var recordId = request.recordId();
        var chosen = Optional.ofNullable(request.inputs().get("scenario"));
        var change = change(request.inputs().getOrDefault("do", ""));
        var found = chosen.flatMap(ExecuteScenario::uuid)
                .flatMap(scenarios::find)
                .filter(scenario -> isOfPortal(scenario, request.portalId()));
        if (recordId.isPresent() && found.isPresent() && change.isPresent()) {
            return change(request, found.get(), recordId.getAsLong(), change.get());
        }
        // what was carried out before, and was right then, is answered as it was
        return repository
                .outcome(request.id())
                .orElseGet(() -> Outcome.of(
                        recordId.isEmpty()
                                ? ExecutionReason.NOT_A_CONTACT
                                : chosen.isEmpty()
                                        ? ExecutionReason.SCENARIO_MISSING
                                        : found.isEmpty()
                                                ? ExecutionReason.NO_SUCH_SCENARIO
                                                : ExecutionReason.WRONG_INPUT));
    }

    private Outcome change(ExecutionRequest request, Scenario scenario, long recordId, Change change) {
        if (change == Change.ADD && !scenario.isEnabled()) {
            return repository.outcome(request.id()).orElseGet(() -> Outcome.of(ExecutionReason.SCENARIO_OFF));
        }
        var carried = Objects.requireNonNull(transaction.execute(_ -> carryOut(request, scenario, recordId, change)));
        if (carried.isFirst()) {
            count(scenario.connectionId(), carried.outcome());
        }
        return carried.outcome();
    }

    private record Carried(Outcome outcome, boolean isFirst) {}

    private Carried carryOut(ExecutionRequest request, Scenario scenario, long recordId, Change change) {
        var id = request.id();
        var now = clock.instant();
        // a repeat at the same moment waits here until this one is stored
        if (!repository.begin(
                id, scenario.connectionId(), request.callbackId(), now, now.plus(TakeExecution.EXPIRATION))) {
            return new Carried(
                    repository.outcome(id).orElseThrow(() -> new IllegalStateException(request + " has no outcome")),
                    false);
        }
        var outcome = switch (change) {
            case ADD -> added(add.add(scenario, recordId));
            case REMOVE ->
                enrolments.remove(scenario.id(), recordId)
                        ? Outcome.of(ExecutionStatus.REMOVED)
                        : Outcome.of(ExecutionReason.NOT_IN);
        };
        repository.end(id, outcome);
        return new Carried(outcome, true);
    }

    private void count(UUID connectionId, Outcome outcome) {
        metrics.counter(
                        "musubi.workflow.executions",
                        "connection",
                        connectionId.toString(),
                        "status",
                        outcome.status().name(),
                        "told",
                        "completed")
                .increment();
    }

    private static Outcome added(AddToScenario.Added added) {
        return switch (added) {
            case ADDED -> Outcome.of(ExecutionStatus.ADDED);
            case ALREADY_IN -> Outcome.of(ExecutionReason.ALREADY_IN);
            case NOT_AGAIN -> Outcome.of(ExecutionReason.NOT_AGAIN);
        };
    }

    private boolean isOfPortal(Scenario scenario, long portalId) {
        return connections
                .find(scenario.connectionId())
                .filter(connection -> connection.portalId() == portalId)
                .isPresent();
    }

    private static Optional<Change> change(String text) {
        return switch (text) {
            case "ADD" -> Optional.of(Change.ADD);
            case "REMOVE" -> Optional.of(Change.REMOVE);
            default -> Optional.empty();
        };
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
