package musubi.system.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A gauge with a row for each of some tags, whose numbers change while it is read. Micrometer's own way to change the number of a row takes the row away
 * and adds it again: a scrape at that moment finds both, and fails (<a href="https://github.com/micrometer-metrics/micrometer/issues/6851">its issue
 * 6851</a>). Here a row stays, and has the number that was set last. Thread-safe.
 */
public final class GaugeRows {

    private final MultiGauge gauge;
    private volatile Map<Tags, Double> numbers = Map.of();

    /**
     * Without rows yet.
     *
     * @param name with dots
     * @param description a few words for who reads the scrape
     */
    public GaugeRows(String name, String description, MeterRegistry metrics) {
        this.gauge = MultiGauge.builder(name).description(description).register(metrics);
    }

    /** These rows, with these numbers; all others are taken away. */
    public synchronized void set(Map<Tags, ? extends Number> rows) {
        Map<Tags, Double> now = new HashMap<>();
        rows.forEach((tags, number) -> now.put(tags, number.doubleValue()));
        numbers = Map.copyOf(now);
        List<MultiGauge.Row<?>> known = now.keySet().stream()
                .<MultiGauge.Row<?>>map(tags -> MultiGauge.Row.of(tags, () -> number(tags)))
                .toList();
        gauge.register(known, false);
    }

    /** Not a number while the row is being taken away. */
    private double number(Tags tags) {
        return numbers.getOrDefault(tags, Double.NaN);
    }
}
