package musubi.workflow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import musubi.connection.Connections;
import musubi.system.LocalJobs;
import musubi.system.metrics.GaugeRows;
import musubi.workflow.store.CompletionRepository;
import org.springframework.stereotype.Component;

/** How many executions wait, by connection as a gauge, and whether there are too many to take in more. */
@Component
class WaitingExecutions {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final CompletionRepository repository;
    private final Connections connections;
    private final GaugeRows gauge;
    private final long max;
    /** As it was measured, and what this node has taken in since, repeats included. */
    private final AtomicLong waiting = new AtomicLong();

    WaitingExecutions(
            CompletionRepository repository,
            Connections connections,
            WorkflowSettings settings,
            MeterRegistry metrics,
            LocalJobs jobs) {
        this.repository = repository;
        this.connections = connections;
        this.max = settings.maxWaiting();
        this.gauge = new GaugeRows(
                "musubi.workflow.waiting",
                "executions of workflow actions that HubSpot has not been told the outcome of",
                metrics);
        jobs.every(PAUSE, "workflow-gauge", this::measure);
    }

    boolean areTooMany() {
        return waiting.get() >= max;
    }

    void added() {
        waiting.incrementAndGet();
    }

    void measure() {
        var found = repository.waiting();
        waiting.set(found.values().stream().mapToLong(Long::longValue).sum());
        Map<Tags, Long> rows = new HashMap<>();
        for (var connection : connections.all()) {
            rows.put(Tags.of("connection", connection.id().toString()), found.getOrDefault(connection.id(), 0L));
        }
        gauge.set(rows);
    }
}
