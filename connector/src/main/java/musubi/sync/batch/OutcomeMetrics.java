package musubi.sync.batch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Counts what became of friends' events: {@code musubi_contacts_written_total}, by connection and outcome. */
@Component
public final class OutcomeMetrics {

    private final MeterRegistry metrics;

    OutcomeMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Adds one to the counter of each outcome. */
    public void count(UUID connectionId, List<Outcome> outcomes) {
        for (var outcome : outcomes) {
            metrics.counter(
                            "musubi.contacts.written",
                            "connection",
                            connectionId.toString(),
                            "outcome",
                            outcome.name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }
}
