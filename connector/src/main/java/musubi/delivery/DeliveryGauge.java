package musubi.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import musubi.connection.Connections;
import musubi.delivery.store.DeliveryRepository;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** How many people still get something, and how many deliveries wait for a person, by connection. */
@Component
class DeliveryGauge {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final DeliveryRepository repository;
    private final Connections connections;
    private final MultiGauge pending;
    private final MultiGauge paused;

    DeliveryGauge(DeliveryRepository repository, Connections connections, MeterRegistry metrics, LocalJobs local) {
        this.repository = repository;
        this.connections = connections;
        this.pending = MultiGauge.builder("musubi.delivery.pending")
                .description("people of deliveries under way to whom nothing was sent yet")
                .register(metrics);
        this.paused = MultiGauge.builder("musubi.delivery.paused")
                .description("deliveries that paused by themselves and wait for a person")
                .register(metrics);
        local.every(PAUSE, "delivery-gauge", this::measure);
    }

    void measure() {
        List<MultiGauge.Row<?>> people = new ArrayList<>();
        List<MultiGauge.Row<?>> pauses = new ArrayList<>();
        var left = repository.left();
        var waiting = repository.waitingForAPerson();
        for (var connection : connections.all()) {
            var tags = Tags.of("connection", connection.id().toString());
            people.add(MultiGauge.Row.of(tags, left.getOrDefault(connection.id(), 0L)));
            pauses.add(MultiGauge.Row.of(tags, waiting.getOrDefault(connection.id(), 0L)));
        }
        pending.register(people, true);
        paused.register(pauses, true);
    }
}
