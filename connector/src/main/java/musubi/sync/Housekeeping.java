package musubi.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import musubi.connection.Connections;
import musubi.inbox.Backlog;
import musubi.inbox.Inbox;
import musubi.system.DurableJobs;
import musubi.system.LocalJobs;
import org.springframework.stereotype.Component;

/** Forgets what was kept against repeats, and tells how much waits. */
@Component
class Housekeeping {

    /** LINE does not say how long it redelivers; three days is far more than was ever seen. */
    static final Duration KEPT = Duration.ofDays(3);

    /** Backlogs are younger than that, unless HubSpot is away or the connection is paused. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final Duration HOUR = Duration.ofHours(1);

    private static final Backlog NOTHING = new Backlog(0, 0, 0);

    private final Inbox inbox;
    private final Connections connections;
    private final BlockedFriends blocked;
    private final TakenBackMessages takenBack;
    private final Clock clock;
    private final MultiGauge pending;
    private final MultiGauge oldest;
    private final MultiGauge paused;

    Housekeeping(
            Inbox inbox,
            Connections connections,
            BlockedFriends blocked,
            TakenBackMessages takenBack,
            Clock clock,
            MeterRegistry metrics,
            LocalJobs local,
            DurableJobs durable) {
        this.inbox = inbox;
        this.connections = connections;
        this.blocked = blocked;
        this.takenBack = takenBack;
        this.clock = clock;
        this.pending = MultiGauge.builder("musubi.inbox.pending")
                .description("events on disk that are not yet in HubSpot")
                .register(metrics);
        this.oldest = MultiGauge.builder("musubi.inbox.oldest.seconds")
                .description("age of the oldest of them")
                .register(metrics);
        this.paused = MultiGauge.builder("musubi.connection.paused")
                .description("1 while a person lets the connection rest")
                .register(metrics);
        durable.every(HOUR, "forget", this::forget);
        local.every(Duration.ofSeconds(5), "gauges", this::measure);
    }

    /**
     * Events and blocks older than three days. Of connections whose events wait for long nothing is forgotten: what waits may
     * need what was kept when it came in, however late it is applied.
     */
    void forget() {
        var before = clock.instant().minus(KEPT);
        var late = inbox.backlogs().entrySet().stream()
                .filter(backlog -> backlog.getValue().oldestSeconds() > LATE.toSeconds())
                .map(Map.Entry::getKey)
                .toList();
        inbox.forgetSeenBefore(before, late);
        blocked.forgetBefore(before, late);
        takenBack.forgetBefore(before, late);
    }

    /** The gauges, by connection. */
    void measure() {
        List<MultiGauge.Row<?>> counts = new ArrayList<>();
        List<MultiGauge.Row<?>> ages = new ArrayList<>();
        List<MultiGauge.Row<?>> pauses = new ArrayList<>();
        var backlogs = inbox.backlogs();
        for (var connection : connections.all()) {
            var backlog = backlogs.getOrDefault(connection.id(), NOTHING);
            var tags = Tags.of("connection", connection.id().toString());
            counts.add(MultiGauge.Row.of(tags, backlog.pending()));
            ages.add(MultiGauge.Row.of(tags, backlog.oldestSeconds()));
            pauses.add(MultiGauge.Row.of(tags, connection.isPaused() ? 1 : 0));
        }
        pending.register(counts, true);
        oldest.register(ages, true);
        paused.register(pauses, true);
    }
}
