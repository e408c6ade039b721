package musubi.console.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ImportWatchTests {

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final ImportWatch watch = new ImportWatch(
            id -> {
                reads.incrementAndGet();
                return Optional.empty();
            },
            now::get);

    @Test
    void howeverManyWatchItAnImportIsReadOnceASecond() throws InterruptedException {
        var id = UUID.randomUUID();
        for (var second = 1; second <= 3; second++) {
            var watching = java.util.stream.IntStream.range(0, 50)
                    .mapToObj(ignored -> Thread.ofVirtual().start(() -> watch.find(id)))
                    .toList();
            for (var each : watching) {
                each.join();
            }
            assertThat(reads).hasValue(second);
            now.updateAndGet(before -> before.plus(Duration.ofSeconds(1)));
        }
    }

    @Test
    void whatNobodyWatchesIsLetGoOf() {
        var id = UUID.randomUUID();
        watch.find(id);
        now.updateAndGet(before -> before.plus(Duration.ofMinutes(2)));
        watch.tidy();
        now.set(Instant.EPOCH);
        watch.find(id);
        assertThat(reads).hasValue(2);
    }
}
