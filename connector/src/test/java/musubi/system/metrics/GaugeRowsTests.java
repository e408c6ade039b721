package musubi.system.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaugeRowsTests {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final GaugeRows rows = new GaugeRows("musubi.rows", "rows of a test", registry);

    private static Tags tags(int number) {
        return Tags.of("connection", "c" + number);
    }

    private static Map<Tags, Integer> numbered(int count, int number) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(GaugeRowsTests::tags, _ -> number));
    }

    @Test
    void rowsComeChangeAndGo() {
        rows.set(Map.of(tags(1), 3, tags(2), 0.5));
        assertThat(registry.scrape())
                .contains("musubi_rows{connection=\"c1\"} 3.0", "musubi_rows{connection=\"c2\"} 0.5");
        rows.set(Map.of(tags(2), 4L));
        assertThat(registry.scrape())
                .contains("musubi_rows{connection=\"c2\"} 4.0")
                .doesNotContain("c1");
        rows.set(Map.of(tags(1), 5));
        assertThat(registry.scrape())
                .contains("musubi_rows{connection=\"c1\"} 5.0")
                .doesNotContain("c2");
    }

    @Test
    void noScrapeFailsWhileNumbersChange() {
        rows.set(numbered(100, 0));
        var changes = CompletableFuture.runAsync(
                () -> IntStream.rangeClosed(1, 2_000).forEach(number -> rows.set(numbered(100, number))));
        while (!changes.isDone()) {
            assertThat(registry.scrape().lines().filter(line -> line.startsWith("musubi_rows{")))
                    .hasSize(100);
        }
        changes.join();
        assertThat(registry.scrape()).contains("musubi_rows{connection=\"c7\"} 2000.0");
    }
}
