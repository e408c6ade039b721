package musubi.scenario.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import musubi.connection.Connections;
import musubi.scenario.enrol.LatenessRepository;
import musubi.system.LocalJobs;
import musubi.system.metrics.GaugeRows;
import org.springframework.stereotype.Component;

/** How many people are in scenarios, and how late the latest step is, by connection. */
@Component
class ScenarioGauge {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final LatenessRepository repository;
    private final Connections connections;
    private final Clock clock;
    private final GaugeRows people;
    private final GaugeRows late;

    ScenarioGauge(
            LatenessRepository repository,
            Connections connections,
            Clock clock,
            MeterRegistry metrics,
            LocalJobs local) {
        this.repository = repository;
        this.connections = connections;
        this.clock = clock;
        this.people = new GaugeRows("musubi.enrolments", "people in scenarios, each scenario by itself", metrics);
        this.late = new GaugeRows(
                "musubi.steps.late.seconds",
                "for how long the step that is due first has been waiting, in seconds",
                metrics);
        local.every(PAUSE, "scenario-gauge", this::measure);
    }

    void measure() {
        var now = clock.instant();
        var running = repository.running();
        var due = repository.earliest();
        Map<Tags, Long> rows = new HashMap<>();
        Map<Tags, Long> seconds = new HashMap<>();
        for (var connection : connections.all()) {
            var tags = Tags.of("connection", connection.id().toString());
            rows.put(tags, running.getOrDefault(connection.id(), 0L));
            var first = due.getOrDefault(connection.id(), now);
            seconds.put(tags, Math.max(0, Duration.between(first, now).toSeconds()));
        }
        people.set(rows);
        late.set(seconds);
    }
}
