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

/** How many people still get something, by connection. */
@Component
class DeliveryGauge {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    private final DeliveryRepository repository;
    private final Connections connections;
    private final MultiGauge pending;

    DeliveryGauge(DeliveryRepository repository, Connections connections, MeterRegistry metrics, LocalJobs local) {
        this.repository = repository;
        this.connections = connections;
        this.pending = MultiGauge.builder("musubi.delivery.pending")
                .description("people of deliveries under way to whom nothing was sent yet")
                .register(metrics);
        local.every(PAUSE, "delivery-gauge", this::measure);
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
