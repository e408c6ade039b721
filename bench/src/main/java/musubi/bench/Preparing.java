package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** How much of HubSpot's limit is used to prepare a broadcast, what that costs, and how long single follows take meanwhile. */
final class Preparing {

    /** The default number of people. */
    static final int PEOPLE = 200_000;

    private static final int LIMIT = 190;
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(5);
    /** What a follow costs: its contact is read, and written. */
    private static final int CALLS_OF_A_FOLLOW = 2;

    private Preparing() {}

    static void run(int people) {
        try (var world = new World(List.of("--musubi.delivery.undo=10m"))) {
            Table.title("Preparing %,d; stand-ins in another process on the same cores".formatted(people));
            world.channel().rateLimits(true);
            var audience = new Audience(world, people);
            world.portal().rateLimit(LIMIT);
            // the connector reads the limit from the first answer
            var _ = Follow.millis(world);
            var id = audience.draft(Audience.PERSONAL);
            var traffic = world.portal().traffic();
            traffic.reset();
            var begin = System.nanoTime();
            audience.send(id);
            var follows = new ArrayList<Double>();
            var resident = new ArrayList<Double>();
            var next = begin + FOLLOW_EVERY.toNanos();
            while (audience.state(id).equals("PREPARING")) {
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                resident.add(world.musubi().residentMebibytes());
                if (System.nanoTime() >= next) {
                    follows.add(Follow.millis(world));
                    next = System.nanoTime() + FOLLOW_EVERY.toNanos();
                }
            }
            var took = (System.nanoTime() - begin) / 1e9;
            audience.await(id, Set.of("READY"), Duration.ofMinutes(1));
            var counted =
                    audience.broadcast(id).path("counts").path("recipients").asInt();
            if (counted != people) {
                throw new IllegalStateException("%d of %d are in it".formatted(counted, people));
            }
            Table.row("it took, s", "%.0f", List.of(took), "");
            var windows = traffic.perTenSeconds();
            // the last window is cut short because the work ends
            Table.row(
                    "share of the limit used (190 calls/10 s), %",
                    "%.1f",
                    windows.subList(0, Math.max(1, windows.size() - 1)).stream()
                            .map(each -> 100.0 * each / LIMIT)
                            .toList(),
                    ">= 95");
            Table.row(
                    "HubSpot calls per recipient, without those for the single follows",
                    "%.5f",
                    List.of((traffic.calls() - (double) CALLS_OF_A_FOLLOW * follows.size()) / people),
                    "<= 0.0141");
            Table.row("429 answers", "%.0f", List.of((double) traffic.tooMany()), "0");
            if (!follows.isEmpty()) {
                Table.row(
                        "a single follow meanwhile, ms (%d follows)".formatted(follows.size()),
                        "%.0f",
                        follows,
                        "<= 1000");
            }
            Table.thirds("memory (RSS of the JVM), MiB", resident, "flat");
        }
    }
}
