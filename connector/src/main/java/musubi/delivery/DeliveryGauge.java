package musubi.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import musubi.connection.Connections;
import musubi.delivery.store.DeliveryRepository;
import musubi.system.LocalJobs;
import musubi.system.metrics.GaugeRows;
import org.springframework.stereotype.Component;

/** How many people still get something, and how many deliveries wait for a person, by connection. */
@Component
class DeliveryGauge {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final DeliveryRepository repository;
    private final Connections connections;
    private final GaugeRows pending;
    private final GaugeRows paused;

    DeliveryGauge(DeliveryRepository repository, Connections connections, MeterRegistry metrics, LocalJobs local) {
        this.repository = repository;
        this.connections = connections;
        this.pending = new GaugeRows(
                "musubi.delivery.pending", "people of deliveries under way to whom nothing was sent yet", metrics);
        this.paused = new GaugeRows(
                "musubi.delivery.paused", "deliveries that paused by themselves and wait for a person", metrics);
        local.every(PAUSE, "delivery-gauge", this::measure);
    }

    void measure() {
        Map<Tags, Long> people = new HashMap<>();
        Map<Tags, Long> pauses = new HashMap<>();
        var left = repository.left();
        var waiting = repository.waitingForAPerson();
        for (var connection : connections.all()) {
            var tags = Tags.of("connection", connection.id().toString());
            people.put(tags, left.getOrDefault(connection.id(), 0L));
            pauses.put(tags, waiting.getOrDefault(connection.id(), 0L));
        }
        pending.set(people);
        paused.set(pauses);
    }
}
