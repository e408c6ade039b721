package musubi.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import musubi.console.settings.Throughput.Measure;
import musubi.sandbox.http.SettableClock;
import musubi.system.LocalJobs;
import org.junit.jupiter.api.Test;

class ThroughputTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T12:01:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Throughput throughput = new Throughput(meters, clock, new LocalJobs());

    @Test
    void whatComesIsCountedInTheStepItCameIn() {
        meters.counter("musubi.webhook.events", "type", "follow").increment(3);
        meters.counter("musubi.webhook.events", "type", "message").increment(2);
        throughput.sample();
        clock.advance(Duration.ofMinutes(6));
        meters.counter("musubi.webhook.events", "type", "follow").increment();
        var hour = throughput.lastHour();
        assertThat(hour).hasSize(12);
        assertThat(hour.getLast().from()).isEqualTo(Instant.parse("2026-11-24T12:05:00Z"));
        assertThat(hour.getLast().count(Measure.EVENTS)).isEqualTo(1);
        assertThat(hour.get(10).count(Measure.EVENTS)).isEqualTo(5);
        assertThat(hour.get(9).count(Measure.EVENTS)).isZero();
        assertThat(Throughput.total(hour, Measure.EVENTS)).isEqualTo(6);
        assertThat(Throughput.total(hour, Measure.LINE)).isZero();
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() {
        meters.counter("musubi.hubspot.requests").increment(9);
        throughput.sample();
        clock.advance(Duration.ofMinutes(61));
        assertThat(Throughput.total(throughput.lastHour(), Measure.HUBSPOT)).isZero();
    }
}
