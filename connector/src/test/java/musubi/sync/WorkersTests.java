package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import musubi.sandbox.http.Fault;
import musubi.testing.CountsBugs;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;

/** The threads that do portals' work: how they go on, and how they end. */
@CountsBugs
class WorkersTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Right, but for the thread for which it breaks once. */
    private static final class BreakingClock extends Clock {

        private final AtomicReference<String> broken = new AtomicReference<>("");

        @Override
        public Instant instant() {
            var name = broken.get();
            if (!name.isEmpty()
                    && Thread.currentThread().getName().startsWith(name)
                    && broken.compareAndSet(name, "")) {
                throw new StackOverflowError();
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void anErrorEndsNeitherAPortalNorABatchAndIsTold() {
        var clock = new BreakingClock();
        try (var world = TestWorld.start(Map.of(), clock)) {
            var connection = world.connect();
            for (var thread : new String[] {"portal", "batch"}) {
                var before = failures(world, thread);
                clock.broken.set(thread);
                var friend = connection.channel().newUser("さくら");
                friend.follow();
                eventually(thread + " is reported", () -> failures(world, thread) > before);
                connection.drained();
                assertThat(connection.contact(friend)).isPresent();
            }
        }
    }

    @Test
    void allPortalsEndWithinOnePatience() {
        try (var world = TestWorld.start(
                Map.of("musubi.sync.stop-patience", TIMEOUT.toSeconds() + "s", "musubi.hubspot.timeout", "60s"))) {
            var connections =
                    IntStream.range(0, 6).mapToObj(ignored -> world.connect()).toList();
            connections.forEach(connection -> world.hubspot()
                    .faults()
                    .add(Fault.of(Fault.Kind.HANG, "POST", ".*batch/read", 1, Duration.ofMinutes(1))));
            connections.forEach(
                    connection -> connection.channel().newUser("さくら").follow());
            eventually(
                    "all portals wait for HubSpot",
                    () -> world.hubspot().faults().waiting().isEmpty());
            var start = System.nanoTime();
            world.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(4));
        }
    }

    private static double failures(TestWorld world, String worker) {
        return world.api("GET", "/actuator/prometheus", null)
                .body()
                .lines()
                .filter(line -> line.startsWith("musubi_worker_failures_total{") && line.contains("\"" + worker + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
