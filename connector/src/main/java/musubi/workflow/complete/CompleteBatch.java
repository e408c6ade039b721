package musubi.workflow.complete;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.workflow.Completion;
import musubi.hubspot.workflow.WorkflowCallbacks;
import musubi.workflow.store.CompletionRepository;
import musubi.workflow.store.DecidedExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Completes executions, up to a hundred in a call. What has an outcome stays on disk until HubSpot has taken it. A call that HubSpot refuses is
 * halved until the one is found that it does not take. One that HubSpot does not know as blocked is tried again for a while: our answer to its
 * request may not be there yet.
 */
@Component
final class CompleteBatch {

    private static final Logger LOG = LoggerFactory.getLogger(CompleteBatch.class);

    private static final List<Duration> AGAIN = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30));

    private final CompletionRepository repository;
    private final WorkflowCallbacks callbacks;
    private final Connections connections;
    private final MeterRegistry metrics;
    private final Clock clock;

    CompleteBatch(
            CompletionRepository repository,
            WorkflowCallbacks callbacks,
            Connections connections,
            MeterRegistry metrics,
            Clock clock) {
        this.repository = repository;
        this.callbacks = callbacks;
        this.connections = connections;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Tells of what is due of a connection.
     *
     * @return whether anything was due
     * @throws HubSpotException when HubSpot takes nothing now
     */
    boolean complete(Connection connection) {
        var some = repository.due(connection.id(), clock.instant(), WorkflowCallbacks.BATCH);
        if (some.isEmpty()) {
            return false;
        }
        complete(connection.id(), connections.hubspot(connection.id()).with(CallPriority.DELIVERY), some);
        return true;
    }

    private void complete(UUID connectionId, PortalAccess access, List<DecidedExecution> some) {
        try {
            callbacks.complete(
                    access,
                    some.stream()
                            .map(one -> new Completion(
                                    one.callbackId(), one.outcome().outputs()))
                            .toList());
            repository.completed(some.stream().map(DecidedExecution::id).toList());
            some.forEach(one -> count(connectionId, one, "completed"));
        } catch (HubSpotException e) {
            if (e.kind() != Kind.REJECTED) {
                throw e;
            }
            if (some.size() == 1) {
                refused(connectionId, some.getFirst(), e);
            } else {
                var middle = some.size() / 2;
                complete(connectionId, access, some.subList(0, middle));
                complete(connectionId, access, some.subList(middle, some.size()));
            }
        }
    }

    private void refused(UUID connectionId, DecidedExecution one, HubSpotException e) {
        var now = clock.instant();
        var isUnknown = e.status() == 404 || e.status() == 410;
        if (isUnknown && one.attempts() < AGAIN.size() && now.isBefore(one.expiresAt())) {
            repository.again(one.id(), now.plus(AGAIN.get(one.attempts())));
            return;
        }
        repository.dropped(one.id());
        count(connectionId, one, isUnknown ? "unknown" : "refused");
        LOG.warn("HubSpot does not take what came of workflow execution {}: {}", one.id(), e.getMessage());
    }

    private void count(UUID connectionId, DecidedExecution one, String told) {
        metrics.counter(
                        "musubi.workflow.executions",
                        "connection",
                        connectionId.toString(),
                        "status",
                        one.outcome().status().name(),
                        "told",
                        told)
                .increment();
    }
}
