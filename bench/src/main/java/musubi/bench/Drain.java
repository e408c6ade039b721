package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import musubi.sandbox.hubspot.Traffic;

/** How fast waiting new friends become contacts, with HubSpot's limit and without. */
final class Drain {

    private static final int FRIENDS = 20_000;
    private static final int LIMIT = 190;

    private Drain() {}

    static void run() {
        try (var world = new World()) {
            world.portal().rateLimit(LIMIT);
            Table.title("Drain of 20,000 new friends; stand-ins in another process on the same cores");
            drain(world, FRIENDS);
            var traffic = world.portal().traffic();
            var windows = traffic.perTenSeconds();
            Table.row(
                    "190 calls/10 s: HubSpot calls per contact",
                    "%.4f",
                    List.of((double) traffic.calls() / FRIENDS),
                    "<= 0.0210");
            // the last window is cut short because the work ends
            Table.row(
                    "share of the limit used while it is the bottleneck, %",
                    "%.1f",
                    windows.subList(0, windows.size() - 1).stream()
                            .map(calls -> 100.0 * calls / LIMIT)
                            .toList(),
                    ">= 95");
            Table.row("429 answers", "%.0f", List.of((double) traffic.tooMany()), "0");

            world.portal().rateLimit(0);
            drain(world, FRIENDS);
            var rates = new ArrayList<Double>();
            for (var run = 0; run < 5; run++) {
                drain(world, FRIENDS);
                rates.add(FRIENDS / seconds(traffic));
            }
            Table.row("no limits (HubSpot's, LINE's 2,000 profiles/s): contacts/s", "%.0f", rates, ">= 3000");
            Table.row(
                    "memory (RSS of the JVM) afterwards, MiB",
                    "%.0f",
                    List.of(world.musubi().residentMebibytes()),
                    "");
        }
    }

    /** Sends the follows while HubSpot refuses the token, then sets a new token and waits for the contacts. */
    private static void drain(World world, int friends) {
        world.hold();
        var channel = world.channel();
        var userIds = IntStream.range(0, friends)
                .mapToObj(number -> channel.newUser("Friend " + number).userId())
                .toList();
        var taken = Load.closed(world.port(), world.requests().of(userIds), Duration.ofMinutes(2));
        var before = world.portal().contacts().size();
        if (taken.accepted() != friends || world.pending() != friends) {
            throw new IllegalStateException("%d of %d are waiting".formatted(world.pending(), friends));
        }
        world.portal().traffic().reset();
        world.release();
        while (world.pending() > 0) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        var made = world.portal().contacts().size() - before;
        if (made != friends) {
            throw new IllegalStateException("%d contacts of %d".formatted(made, friends));
        }
    }

    private static double seconds(Traffic traffic) {
        return Duration.between(traffic.first().orElseThrow(), traffic.last().orElseThrow())
                        .toMillis()
                / 1e3;
    }
}
