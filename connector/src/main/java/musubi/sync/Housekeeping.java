package musubi.sync;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import musubi.connection.Connections;
import musubi.inbox.Backlog;
import musubi.inbox.EventQueue;
import musubi.inbox.FriendDays;
import musubi.inbox.SeenEvents;
import musubi.system.DurableJobs;
import musubi.system.LocalJobs;
import musubi.system.metrics.GaugeRows;
import org.springframework.stereotype.Component;

/** Forgets what is remembered against repeats and late events, and measures how much waits. */
@Component
class Housekeeping {

    /** LINE does not document for how long it redelivers; three days is far more than was ever observed. */
    static final Duration RETENTION = Duration.ofDays(3);

    /** How many days the counts of friends who came and who blocked are kept. */
    private static final int DAYS = 400;

    /** An event waits longer than that only if HubSpot is unavailable or the connection is paused. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final Duration HOUR = Duration.ofHours(1);

    private static final Backlog NOTHING = new Backlog(0, 0, 0);

    private final EventQueue queue;
    private final SeenEvents seen;
    private final FriendDays days;
    private final BlockedFriends blocked;
    private final TakenBackMessages takenBack;
    private final Connections connections;
    private final Clock clock;
    private final GaugeRows pending;
    private final GaugeRows oldest;
    private final GaugeRows paused;

    Housekeeping(
            EventQueue queue,
            SeenEvents seen,
            FriendDays days,
            BlockedFriends blocked,
            TakenBackMessages takenBack,
            Connections connections,
            Clock clock,
            MeterRegistry metrics,
            LocalJobs local,
            DurableJobs durable) {
        this.queue = queue;
        this.seen = seen;
        this.days = days;
        this.blocked = blocked;
        this.takenBack = takenBack;
        this.connections = connections;
        this.clock = clock;
        this.pending = new GaugeRows("musubi.inbox.pending", "events on disk that are not yet in HubSpot", metrics);
        this.oldest = new GaugeRows("musubi.inbox.oldest.seconds", "age of the oldest of them", metrics);
        this.paused = new GaugeRows("musubi.connection.paused", "1 while the connection is paused", metrics);
        durable.every(HOUR, "forget", this::forget);
        local.every(Duration.ofSeconds(5), "gauges", this::measure);
    }

    /**
     * Forgets seen events, blocks and messages taken back after {@link #RETENTION}. Nothing is forgotten of connections whose events wait
     * longer than {@link #LATE}: they may need it when they are applied at last.
     */
    void forget() {
        var before = clock.instant().minus(RETENTION);
        var late = queue.backlogs().entrySet().stream()
                .filter(backlog -> backlog.getValue().oldestSeconds() > LATE.toSeconds())
                .map(Map.Entry::getKey)
                .toList();
        seen.forgetBefore(before, late);
        blocked.forgetBefore(before, late);
        takenBack.forgetBefore(before, late);
        days.forgetBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS));
    }

    /** The gauges, by connection. */
    void measure() {
        Map<Tags, Long> counts = new HashMap<>();
        Map<Tags, Long> ages = new HashMap<>();
        Map<Tags, Long> pauses = new HashMap<>();
        var backlogs = queue.backlogs();
        for (var connection : connections.all()) {
            var backlog = backlogs.getOrDefault(connection.id(), NOTHING);
            var tags = Tags.of("connection", connection.id().toString());
            counts.put(tags, backlog.pending());
            ages.put(tags, backlog.oldestSeconds());
            pauses.put(tags, connection.isPaused() ? 1L : 0L);
        }
        pending.set(counts);
        oldest.set(ages);
        paused.set(pauses);
    }
}
