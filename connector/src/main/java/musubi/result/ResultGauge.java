package musubi.result;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import musubi.connection.Connections;
import musubi.result.store.ProgressRepository;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** How many contacts and notes are still to be written, by connection. */
@Component
class ResultGauge {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final ProgressRepository repository;
    private final Connections connections;
    private final MultiGauge pending;

    ResultGauge(ProgressRepository repository, Connections connections, MeterRegistry metrics, LocalJobs local) {
        this.repository = repository;
        this.connections = connections;
        this.pending = MultiGauge.builder("musubi.results.pending")
                .description("contacts and notes that broadcasts still have to write in HubSpot")
                .register(metrics);
        local.every(PAUSE, "results-gauge", this::measure);
    }

    void measure() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        var left = repository.left();
        for (var connection : connections.all()) {
            var tags = Tags.of("connection", connection.id().toString());
            rows.add(MultiGauge.Row.of(tags, left.getOrDefault(connection.id(), 0L)));
        }
        pending.register(rows, true);
    }
}
