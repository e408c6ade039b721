package musubi.scenario.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import musubi.connection.Connections;
import musubi.scenario.enrol.LatenessRepository;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** How many people are in scenarios, and how late the latest step is, by connection. */
@Component
class ScenarioGauge {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final LatenessRepository repository;
    private final Connections connections;
    private final Clock clock;
    private final MultiGauge people;
    private final MultiGauge late;

    ScenarioGauge(
            LatenessRepository repository,
            Connections connections,
            Clock clock,
            MeterRegistry metrics,
            LocalJobs local) {
        this.repository = repository;
        this.connections = connections;
        this.clock = clock;
        this.people = MultiGauge.builder("musubi.enrolments")
                .description("people in scenarios, each scenario by itself")
                .register(metrics);
        this.late = MultiGauge.builder("musubi.steps.late.seconds")
                .description("for how long the step that is due first has been waiting, in seconds")
                .register(metrics);
        local.every(PAUSE, "scenario-gauge", this::measure);
    }

    void measure() {
        var now = clock.instant();
        var running = repository.running();
        var due = repository.earliest();
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        List<MultiGauge.Row<?>> seconds = new ArrayList<>();
        for (var connection : connections.all()) {
            var tags = Tags.of("connection", connection.id().toString());
            rows.add(MultiGauge.Row.of(tags, running.getOrDefault(connection.id(), 0L)));
            var first = due.getOrDefault(connection.id(), now);
            seconds.add(MultiGauge.Row.of(
                    tags, Math.max(0, Duration.between(first, now).toSeconds())));
        }
        people.register(rows, true);
        late.register(seconds, true);
    }
}
