package musubi.bench.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import musubi.bench.Audience;
import musubi.bench.Follow;
import musubi.bench.Pace;
import musubi.bench.ProcessorTime;
import musubi.bench.Table;
import musubi.bench.World;

/**
 * How much of LINE's rate is used by a scenario in which everybody is due in the same minute, with HubSpot's limit: at first of some people by a Musubi
 * that has just been started, whose code is being compiled meanwhile, and then of all.
 */
public final class SameMinute {

    /** The default number of people. */
    public static final int PEOPLE = 100_000;

    private static final int FIRST_PEOPLE = 60_000;

    private static final int HUBSPOT_LIMIT = 190;
    private static final int PUSHES_PER_SECOND = 2_000;
    private static final String PUSH = "POST /v2/bot/message/push";
    /** The stand-in's portals. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    /** How many come in within a second at the least, so that all are in before they are due. */
    private static final int ENTERING_PER_SECOND = 1_000;

    private static final int FOLLOW_EVERY = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final World world;
    private final int people;
    private final List<Double> resident = new ArrayList<>();
    private final Queue<Double> follows = new ConcurrentLinkedQueue<>();

    private SameMinute(World world, int people) {
        this.world = world;
        this.people = people;
    }

    public static void run(int people) {
        try (var world = new World()) {
            world.channel().rateLimits(true);
            new SameMinute(world, Math.min(people, FIRST_PEOPLE)).measure();
            new SameMinute(world, people).measure();
        }
    }

    private void measure() {
        var audience = new Audience(world, people);
        var due = Instant.now().plusSeconds(100 + people / ENTERING_PER_SECOND).truncatedTo(ChronoUnit.MINUTES);
        var time = DateTimeFormatter.ofPattern("HH:mm").withZone(ZONE).format(due);
        var scenario = new Enrolled(
                world, "MANUAL", List.of(Enrolled.message("a", Map.of("days", 0, "time", time), Audience.PERSONAL)));
        scenario.enter(audience.contacts());
        if (!Instant.now().isBefore(due.minusSeconds(30))) {
            throw new IllegalStateException("it took too long until all were in it");
        }
        world.portal().rateLimit(HUBSPOT_LIMIT);
        // the connector reads the limit from the first answer
        var _ = Follow.millis(world);
        world.portal().traffic().reset();
        Table.title("%,d people of a scenario who are due in the same minute; HubSpot allows %d calls in 10 s"
                .formatted(people, HUBSPOT_LIMIT));
        while (Instant.now().isBefore(due.minusSeconds(1))) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        var spent = ProcessorTime.of(world.musubi());
        var pace = new Pace();
        var counts = world.channel().traffic();
        var before = counts.counts().getOrDefault(PUSH + " 200", 0L);
        var first = new ArrayList<Double>();
        pace.watch(
                () -> counts.counts().getOrDefault(PUSH + " 200", 0L) - before,
                people,
                PATIENCE,
                () -> aside(first, due));
        var last = Duration.between(due, Instant.now()).toMillis() / 1e3;
        spent = ProcessorTime.of(world.musubi()).minus(spent);
        scenario.awaitEnd(PATIENCE);
        var wrong = audience.friends().stream()
                .filter(friend -> friend.receivedCalls() != 1)
                .count();
        Table.row("the first message, seconds after it was due", "%.1f", first, "");
        Table.row("the last one", "%.1f", List.of(last), "");
        Table.row("messages per second", "%.1f", List.of(pace.perSecond()), "");
        Table.row(
                "share of LINE's %,d calls/s, from the first to the last, %%".formatted(PUSHES_PER_SECOND),
                "%.1f",
                List.of(100 * pace.perSecond() / PUSHES_PER_SECOND),
                ">= 90");
        Table.thirds(
                "the same in each second, %",
                pace.eachSecond().stream()
                        .map(each -> 100 * each / PUSHES_PER_SECOND)
                        .toList(),
                "");
        Table.row("people without a message, or with several", "%.0f", List.of((double) wrong), "0");
        Table.row("not counted as sent", "%.0f", List.of((double) people - scenario.ofSteps("sent")), "0");
        var hubspot = world.portal().traffic();
        Table.row("HubSpot calls per person", "%.5f", List.of((double) hubspot.calls() / people), "<= 0.0105");
        Table.row("429 answers of HubSpot", "%.0f", List.of((double) hubspot.tooMany()), "0");
        spent.print(people);
        if (!follows.isEmpty()) {
            Table.row(
                    "a single follow meanwhile, ms (%d follows)".formatted(follows.size()),
                    "%.0f",
                    List.copyOf(follows),
                    "<= 1000");
        }
        Table.thirds("memory (RSS of the JVM), MiB", resident, "");
    }

    private void aside(List<Double> first, Instant due) {
        if (first.isEmpty()) {
            first.add(Duration.between(due, Instant.now()).toMillis() / 1e3);
        }
        resident.add(world.musubi().residentMebibytes());
        if (resident.size() % FOLLOW_EVERY == 0) {
            Thread.ofVirtual().start(() -> follows.add(Follow.millis(world)));
        }
    }
}
