package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How much of LINE's rate a prepared broadcast uses, how much memory, and how long a single follow takes meanwhile. */
final class Sending {

    /** The default numbers of people. */
    static final int MULTICAST_PEOPLE = 1_000_000;

    static final int PUSH_PEOPLE = 200_000;

    private static final int PEOPLE_OF_A_MULTICAST = 500;
    private static final int MULTICASTS_PER_SECOND = 200;
    private static final int PUSHES_PER_SECOND = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** Seconds between two follows. */
    private static final int FOLLOW_EVERY = 5;

    private final World world;
    private final int people;
    private final List<Double> resident = new ArrayList<>();
    private final Queue<Double> follows = new ConcurrentLinkedQueue<>();

    private Sending(World world, int people) {
        this.world = world;
        this.people = people;
    }

    static void multicast(int people) {
        try (var world = new World()) {
            var calls = (people + PEOPLE_OF_A_MULTICAST - 1) / PEOPLE_OF_A_MULTICAST;
            Table.title("Multicast to %,d; stand-ins in another process on the same cores".formatted(people));
            new Sending(world, people)
                    .run(Audience.SAME_FOR_ALL, "POST /v2/bot/message/multicast", calls, MULTICASTS_PER_SECOND);
        }
    }

    static void push(int people) {
        try (var world = new World()) {
            Table.title("Push with a name to %,d; stand-ins in another process on the same cores".formatted(people));
            new Sending(world, people).run(Audience.PERSONAL, "POST /v2/bot/message/push", people, PUSHES_PER_SECOND);
        }
    }

    private void run(String text, String endpoint, int calls, int limit) {
        world.channel().rateLimits(true);
        var audience = new Audience(world, people);
        var id = audience.draft(text);
        var begin = System.nanoTime();
        audience.send(id);
        audience.await(id, Set.of("READY", "SENDING"), PATIENCE);
        Table.row(
                "prepared without HubSpot's limit: people per second",
                "%.0f",
                List.of(people * 1e9 / (System.nanoTime() - begin)),
                "");
        var traffic = world.channel().traffic();
        var spent = ProcessorTime.of(world.musubi());
        var pace = new Pace();
        pace.watch(() -> traffic.counts().getOrDefault(endpoint + " 200", 0L), calls, PATIENCE, this::aside);
        spent = ProcessorTime.of(world.musubi()).minus(spent);
        audience.await(id, Set.of("DONE"), PATIENCE);
        audience.requireEverybodyHasIt(id, 1);
        Table.row("calls per second", "%.1f", List.of(pace.perSecond()), "");
        Table.row(
                "share of LINE's %,d calls/s, from the first to the last, %%".formatted(limit),
                "%.1f",
                List.of(100 * pace.perSecond() / limit),
                calls == people ? ">= 90" : ">= 95");
        Table.row(
                "the same in each second, %",
                "%.1f",
                pace.eachSecond().stream().map(each -> 100 * each / limit).toList(),
                "");
        Table.row(
                "calls that LINE refused for the rate",
                "%.0f",
                List.of((double) traffic.counts().getOrDefault(endpoint + " 429", 0L)),
                "0");
        spent.print(calls);
        var live = List.copyOf(follows);
        if (!live.isEmpty()) {
            Table.row("a single follow meanwhile, ms (%d follows)".formatted(live.size()), "%.0f", live, "<= 1000");
        }
        Table.thirds("memory (RSS of the JVM), MiB", resident, "<= 400, flat");
    }

    private void aside() {
        resident.add(world.musubi().residentMebibytes());
        if (resident.size() % FOLLOW_EVERY == 0) {
            // beside, so that the pace is looked at meanwhile
            Thread.ofVirtual().start(() -> follows.add(Follow.millis(world)));
        }
    }
}
