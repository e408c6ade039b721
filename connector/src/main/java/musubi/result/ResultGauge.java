package musubi.result;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import musubi.connection.Connections;
import musubi.result.store.ProgressRepository;
import musubi.system.LocalJobs;
import musubi.system.metrics.GaugeRows;
import org.springframework.stereotype.Component;

/** How many contacts and notes are still to be written, by connection. */
@Component
class ResultGauge {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final ProgressRepository repository;
    private final Connections connections;
    private final GaugeRows pending;

    ResultGauge(ProgressRepository repository, Connections connections, MeterRegistry metrics, LocalJobs local) {
        this.repository = repository;
        this.connections = connections;
        this.pending = new GaugeRows(
                "musubi.results.pending", "contacts and notes that broadcasts still have to write in HubSpot", metrics);
        local.every(PAUSE, "results-gauge", this::measure);
    }

    void measure() {
        Map<Tags, Long> rows = new HashMap<>();
        var left = repository.left();
        for (var connection : connections.all()) {
            var tags = Tags.of("connection", connection.id().toString());
            rows.put(tags, left.getOrDefault(connection.id(), 0L));
        }
        pending.set(rows);
    }
}
