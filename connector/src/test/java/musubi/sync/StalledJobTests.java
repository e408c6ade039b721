package musubi.sync;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import musubi.sandbox.http.Fault;
import musubi.system.LocalJobs;
import musubi.testing.CountsBugs;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Musubi does by itself, while HubSpot stalls in the middle of one of these jobs. */
@CountsBugs
class StalledJobTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(
            Map.of("musubi.sync.reconcile-interval", "300ms", "musubi.hubspot.timeout", "60s"),
            (_, context) -> context.registerBean(BrokenJob.class));

    /** Throws what no job may throw, each time. */
    static final class BrokenJob {
        BrokenJob(LocalJobs jobs) {
            jobs.every(Duration.ofMillis(100), "broken-by-a-test", () -> {
                throw new StackOverflowError();
            });
        }
    }

    private final TestWorld.TestConnection stalled = WORLD.connect();
    private final TestWorld.TestConnection other = WORLD.connect();

    @Test
    void oneStalledCallHoldsUpNoOtherJobAndNoOtherPortal() {
        WORLD.hubspot().faults().add(Fault.of(Fault.Kind.HANG, "POST", ".*search", 1, Duration.ofMinutes(1)));
        eventually(
                "one of the two hangs in its search",
                () -> WORLD.hubspot().faults().waiting().isEmpty());
        var searches = searches();
        eventually("the other one is looked at", () -> searches() > searches + 2);

        WORLD.api("POST", "/api/connections/" + other.id() + "/pause", null);
        eventually("the gauges go on", () -> paused(other) == 1);
        var followers =
                WORLD.api("POST", "/api/connections/" + stalled.id() + "/imports", Map.of("source", "followers"));
        assertThat(followers.statusCode()).isEqualTo(202);
        eventually("imports go on", () -> stalled.channel().traffic().calls("GET /v2/bot/followers/ids") > 0);
    }

    @Test
    void aJobThatBreaksIsToldAndGoesOn() {
        eventually("it is reported more than once", () -> failures() >= 2);
    }

    private static double failures() {
        return WORLD.api("GET", "/actuator/prometheus", null)
                .body()
                .lines()
                .filter(line -> line.startsWith("musubi_worker_failures_total{") && line.contains("broken-by-a-test"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private long searches() {
        return stalled.portal().traffic().calls("POST contacts/search")
                + other.portal().traffic().calls("POST contacts/search");
    }

    private static double paused(TestWorld.TestConnection connection) {
        return WORLD
                .bean(MeterRegistry.class)
                .find("musubi.connection.paused")
                .tag("connection", connection.id())
                .gauges()
                .stream()
                .mapToDouble(Gauge::value)
                .sum();
    }
}
