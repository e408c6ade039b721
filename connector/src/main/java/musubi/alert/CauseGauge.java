package musubi.alert;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.system.LocalJobs;
import musubi.system.metrics.GaugeRows;
import org.springframework.stereotype.Component;

/**
 * What is wrong at this moment, as the metric {@code musubi.alert.causes}, for those who are told by Prometheus. Whether anybody is told by
 * e-mail or webhook does not matter. Each node has the numbers of all connections, from the database.
 */
@Component
class CauseGauge {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** What happens once is no state. */
    private static final Set<AlertKind> STATES = EnumSet.complementOf(EnumSet.of(AlertKind.IMPORT_FINISHED));

    private record Of(UUID connectionId, AlertKind kind) {}

    private final CauseRepository causes;
    private final Connections connections;
    private final GaugeRows gauge;

    CauseGauge(CauseRepository causes, Connections connections, MeterRegistry metrics, LocalJobs local) {
        this.causes = causes;
        this.connections = connections;
        this.gauge = new GaugeRows("musubi.alert.causes", "causes of alerts that are there now", metrics);
        local.every(PAUSE, "alert-gauge", this::measure);
    }

    void measure() {
        var open = causes.all().entrySet().stream()
                .filter(cause -> cause.getValue().open())
                .collect(groupingBy(
                        cause -> new Of(
                                cause.getKey().connectionId(), cause.getKey().kind()),
                        counting()));
        Map<Tags, Long> rows = new HashMap<>();
        for (var id : connections.all().stream().map(Connection::id).toList()) {
            for (var kind : STATES) {
                var tags =
                        Tags.of("connection", id.toString(), "kind", kind.name().toLowerCase(Locale.ROOT));
                rows.put(tags, open.getOrDefault(new Of(id, kind), 0L));
            }
        }
        gauge.set(rows);
    }
}
