package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** An import of very many friends under HubSpot's limit, and how long single follows take meanwhile. */
final class Import {

    /** The default number of friends. */
    static final int FRIENDS = 1_000_000;

    private static final int LIMIT = 190;
    private static final int FOLLOWS = 20;
    /** Contacts per second that the limit allows, at a call for a hundred friends. */
    private static final double FRIENDS_PER_SECOND = 1_900;

    private static final Duration MEMORY_EVERY = Duration.ofSeconds(1);

    private final World world;
    private final int friends;
    private final List<Double> resident = new ArrayList<>();
    private final List<Double> heap = new ArrayList<>();
    private final List<Double> follows = new ArrayList<>();

    private Import(World world, int friends) {
        this.world = world;
        this.friends = friends;
    }

    static void run(int friends) {
        try (var world = new World()) {
            new Import(world, friends).run();
        }
    }

    private void run() {
        Table.title("Import of %,d friends; stand-ins in another process on the same cores".formatted(friends));
        world.channel().crowd(friends);
        world.portal().rateLimit(LIMIT);
        // the connector reads the limit from the first answer
        world.release();
        world.portal().traffic().reset();
        var begin = System.nanoTime();
        var id = world.startImport();
        var apart = friends / FRIENDS_PER_SECOND / (FOLLOWS + 1);
        var nextFollow = apart;
        var state = world.importState(id);
        while (state.path("state").asString().equals("RUNNING")) {
            LockSupport.parkNanos(MEMORY_EVERY.toNanos());
            resident.add(world.musubi().residentMebibytes());
            if (seconds(begin) >= nextFollow && follows.size() < FOLLOWS) {
                follows.add(Follow.millis(world));
                // after the follow, whose time would otherwise include the collection
                world.musubi().collectGarbage();
                heap.add(world.heapMebibytes());
                nextFollow += apart;
            }
            state = world.importState(id);
        }
        var took = seconds(begin);
        if (!state.path("state").asString().equals("DONE")
                || state.path("created").asInt() != friends
                || state.path("found").asInt() != friends) {
            throw new IllegalStateException("not all were brought in: " + state);
        }
        report(took);
        again();
    }

    /** The same friends once more: nobody is new, and nothing is to be written. */
    private void again() {
        world.portal().traffic().reset();
        var id = world.startImport();
        var state = world.importState(id);
        while (state.path("state").asString().equals("RUNNING")) {
            LockSupport.parkNanos(MEMORY_EVERY.toNanos());
            state = world.importState(id);
        }
        Table.row(
                "HubSpot calls per contact, imported again", "%.4f", List.of((double) calls() / friends), "<= 0.0310");
    }

    private long calls() {
        var traffic = world.portal().traffic();
        return traffic.calls() - traffic.calls("POST contacts/search");
    }

    private void report(double took) {
        var traffic = world.portal().traffic();
        Table.row("it took, s", "%.0f", List.of(took), "");
        Table.row("contacts per second", "%.0f", List.of(friends / took), "");
        Table.row("HubSpot calls per contact", "%.4f", List.of((double) calls() / friends), "<= 0.0115");
        var windows = traffic.perTenSeconds();
        // the last window is cut short because the work ends
        Table.row(
                "share of the limit used (190 calls/10 s), %",
                "%.1f",
                windows.subList(0, Math.max(1, windows.size() - 1)).stream()
                        .map(each -> 100.0 * each / LIMIT)
                        .toList(),
                ">= 95");
        Table.row("429 answers", "%.0f", List.of((double) traffic.tooMany()), "0");
        if (!follows.isEmpty()) {
            Table.row(
                    "a single follow meanwhile, ms (%d follows)".formatted(follows.size()), "%.0f", follows, "a few s");
            tenths("heap after a full collection, MiB", heap);
        }
        tenths("memory (RSS of the JVM), MiB", resident);
        Table.row("memory (RSS of the JVM), during the whole import, MiB", "%.0f", resident, "flat");
        System.gc();
        var runtime = Runtime.getRuntime();
        Table.row(
                "for comparison: what the stand-ins hold for the friends, MiB",
                "%.0f",
                List.of((runtime.totalMemory() - runtime.freeMemory()) / (double) (1 << 20)),
                "");
    }

    /** The value early in the run, in the middle and at the end, which shows growth. */
    private static void tenths(String what, List<Double> samples) {
        for (var tenth : List.of(1, 5, 10)) {
            var at = Math.clamp(Math.round(samples.size() * tenth / 10.0) - 1, 0, samples.size() - 1);
            Table.row("%s, at %d %%".formatted(what, tenth * 10), "%.0f", List.of(samples.get(at)), "flat");
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
