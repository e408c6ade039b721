package musubi.console.settings;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** Counts of the last hour in steps of five minutes, from the meters of this process; in memory only. */
@Component
class Throughput {

    /** How long a step is. */
    static final Duration STEP = Duration.ofMinutes(5);

    private static final int STEPS = 12;

    /** What is counted, and the meter that counts it. */
    enum Measure {
        EVENTS("musubi.webhook.events"),
        CONTACTS("musubi.contacts.written"),
        HUBSPOT("musubi.hubspot.requests"),
        LINE("musubi.line.requests");

        private final String meter;

        Measure(String meter) {
            this.meter = meter;
        }
    }

    /**
     * A step.
     *
     * @param from its beginning
     */
    record Step(Instant from, Map<Measure, Long> counts) {

        long count(Measure measure) {
            return counts.getOrDefault(measure, 0L);
        }
    }

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<Measure, Long> totals = new EnumMap<>(Measure.class);
    private final NavigableMap<Instant, Map<Measure, Long>> steps = new TreeMap<>();

    Throughput(MeterRegistry meters, Clock clock, LocalJobs jobs) {
        this.meters = meters;
        this.clock = clock;
        jobs.every(Duration.ofSeconds(10), "throughput", this::sample);
    }

    /** Adds the increase of each meter since the last sample to the current step. */
    synchronized void sample() {
        var step = steps.computeIfAbsent(stepOf(clock.instant()), fresh -> new EnumMap<>(Measure.class));
        for (var measure : Measure.values()) {
            var total = Math.round(meters.find(measure.meter).counters().stream()
                    .mapToDouble(Counter::count)
                    .sum());
            var before = totals.getOrDefault(measure, 0L);
            totals.put(measure, total);
            step.merge(measure, Math.max(0, total - before), Long::sum);
        }
        while (steps.size() > STEPS) {
            steps.pollFirstEntry();
        }
    }

    /** The last hour up to now, the oldest step first; steps before the start are empty. */
    synchronized List<Step> lastHour() {
        sample();
        var last = stepOf(clock.instant());
        var hour = new ArrayList<Step>();
        for (var back = STEPS - 1; back >= 0; back--) {
            var from = last.minus(STEP.multipliedBy(back));
            hour.add(new Step(from, Map.copyOf(steps.getOrDefault(from, Map.of()))));
        }
        return List.copyOf(hour);
    }

    /** The sum of a measure over these steps. */
    static long total(List<Step> steps, Measure measure) {
        return steps.stream().mapToLong(step -> step.count(measure)).sum();
    }

    private static Instant stepOf(Instant moment) {
        var seconds = STEP.toSeconds();
        return Instant.ofEpochSecond(moment.getEpochSecond() / seconds * seconds);
    }
}
