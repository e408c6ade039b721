package musubi.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import musubi.sandbox.client.ApiClient;
import musubi.sandbox.http.Failing;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.line.LineStandIn;
import org.springframework.util.FileSystemUtils;

/**
 * Everything at once for a long time: two nodes behind a balancer, friends who act, a broadcast and a scenario under way, three of ten calls to LINE and
 * HubSpot fail in every way, nodes are killed, the database is stopped hard, and its disk is full for a while. In the end nothing is lost, nothing doubled,
 * nothing open, and nobody can be found.
 */
final class Soak {

    /**
     * How much.
     *
     * @param acts of friends at the least; they go on while anything is done to Musubi
     * @param friends who act
     * @param people of the broadcast
     * @param enrolled in the scenario
     * @param stepWait before each of the scenario's five steps
     * @param kills SIGKILLs of a node
     * @param stops hard stops of the database
     * @param disk of the database in MiB, which is filled once; 0: none of its own
     * @param pause between two things done to Musubi, at the most
     */
    record Size(
            int acts,
            int friends,
            int people,
            int enrolled,
            Duration stepWait,
            int kills,
            int stops,
            int disk,
            Duration pause) {

        /** For every build. */
        static final Size SMALL = new Size(300, 60, 200, 60, Duration.ofSeconds(8), 2, 1, 0, Duration.ofSeconds(2));

        /** For {@code bin/soak}. */
        static final Size LARGE =
                new Size(200_000, 20_000, 20_000, 2_000, Duration.ofSeconds(45), 30, 5, 4_096, Duration.ofSeconds(15));
    }

    private enum Act {
        KILL,
        STOP_DATABASE,
        FILL_DISK,
        BROADCAST
    }

    private static final Duration FULL = Duration.ofSeconds(10);
    private static final Duration ENDING = Duration.ofMinutes(1);

    private final Size size;
    private final long seed;
    private final Random random;
    private final Consumer<String> progress;

    /** @param progress is told what goes on */
    Soak(Size size, long seed, Consumer<String> progress) {
        this.progress = progress;
        this.size = size;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Runs {@code bin/soak}: {@code [acts, friends, people, enrolled, kills, stops, seed]}, each empty for what is usual. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var usual = Size.LARGE;
        var size = new Size(
                number(arguments, 0, usual.acts()),
                number(arguments, 1, usual.friends()),
                number(arguments, 2, usual.people()),
                number(arguments, 3, usual.enrolled()),
                usual.stepWait(),
                number(arguments, 4, usual.kills()),
                number(arguments, 5, usual.stops()),
                usual.disk(),
                usual.pause());
        var seed = arguments.length > 6 && !arguments[6].isEmpty() ? Long.parseLong(arguments[6]) : System.nanoTime();
        System.out.printf("seed %d, %s%n", seed, size);
        var main = Thread.currentThread();
        // whoever ends it leaves no process and no disk behind
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            try {
                main.join(ENDING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        var directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "soak");
        try {
            new Soak(size, seed, System.out::println).run(directory);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static int number(String[] arguments, int at, int usual) {
        return arguments.length > at && !arguments[at].isEmpty() ? Integer.parseInt(arguments[at]) : usual;
    }

    /** Fails when anything is lost, doubled or left open. */
    void run(Path directory) throws InterruptedException {
        var began = Instant.now();
        try (var line = LineStandIn.start(0, Clock.systemUTC(), seed);
                var hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), seed);
                var database = new SoakDatabase(directory.resolve("database"), size.disk());
                var nodes = new SoakNodes(directory, database, line, hubspot)) {
            var acting = new ActingFriends(
                    seed, KilledTests.portal(hubspot), KilledTests.channel(line), size.friends(), 200);
            var scenario = new RunningScenario(
                    seed, KilledTests.portal(hubspot), KilledTests.channel(line), size.enrolled(), size.stepWait());
            var broadcast =
                    new RunningBroadcast(seed, KilledTests.portal(hubspot), KilledTests.channel(line), size.people());
            try {
                acting.begin(nodes.api(), nodes.url());
                scenario.begin(nodes.api(), nodes.url());
                broadcast.draft(nodes.api(), nodes.url());
                try (var _ = new Failing(line.faults(), "*", "/v2/bot/.*", seed);
                        var _ = new Failing(hubspot.faults(), "*", ".*", seed + 1)) {
                    for (var act : acts(database.hasOwnDisk())) {
                        Thread.sleep(random.nextLong(size.pause().toMillis()));
                        progress.accept("%s after %,d acts of friends".formatted(act, acting.acts()));
                        perform(act, database, nodes, broadcast);
                    }
                    within(Duration.ofHours(1), "friends acted so often", () -> acting.acts() >= size.acts());
                    acting.end();
                }
                var acted = Duration.between(began, Instant.now());
                var api = nodes.api();
                within(
                        Duration.ofMinutes(5),
                        "the database is back",
                        () -> api.call("GET", "/api/connections", null).statusCode() == 200);
                within(Duration.ofMinutes(30), "all is done", () -> isOver(api, acting, scenario, broadcast));
                acting.check(api);
                scenario.check(api);
                broadcast.check(api, database.files());
                acting.assertNobodyIn(nodes.said());
                progress.accept(
                        "%,d acts of friends, a broadcast to %,d, a scenario with %,d people, %d kills, %d hard stops of the database, %s: nothing lost, doubled or open"
                                .formatted(
                                        acting.acts(),
                                        size.people(),
                                        size.enrolled(),
                                        size.kills(),
                                        size.stops(),
                                        database.hasOwnDisk()
                                                ? "its disk full once"
                                                : "no disk filled (that needs a mount)"));
                progress.accept("it took %d s, and %d s more until all was done"
                        .formatted(
                                acted.toSeconds(),
                                Duration.between(began, Instant.now())
                                        .minus(acted)
                                        .toSeconds()));
            } finally {
                acting.end();
            }
        }
    }

    private static boolean isOver(
            ApiClient api, ActingFriends acting, RunningScenario scenario, RunningBroadcast broadcast) {
        return acting.isDone(api) && scenario.isDone(api) && broadcast.isDone(api);
    }

    /** In a random order, the broadcast in the first half. */
    private List<Act> acts(boolean hasOwnDisk) {
        var acts = new ArrayList<Act>(Collections.nCopies(size.kills(), Act.KILL));
        acts.addAll(Collections.nCopies(size.stops(), Act.STOP_DATABASE));
        if (hasOwnDisk) {
            acts.add(Act.FILL_DISK);
        }
        Collections.shuffle(acts, random);
        acts.add(random.nextInt(acts.size() / 2 + 1), Act.BROADCAST);
        return acts;
    }

    private void perform(Act act, SoakDatabase database, SoakNodes nodes, RunningBroadcast broadcast)
            throws InterruptedException {
        switch (act) {
            case KILL -> {
                var number = random.nextInt(2);
                nodes.kill(number);
                nodes.start(number);
            }
            case STOP_DATABASE -> database.stopHard();
            case FILL_DISK -> {
                database.fill();
                Thread.sleep(FULL);
                database.free();
            }
            case BROADCAST -> {
                // whoever sends it is told that it was not, and tries again
                within(Duration.ofMinutes(5), "the broadcast is sent", () -> broadcast.send(nodes.api()));
            }
        }
    }

    /** A condition that may take longer than those of other tests. */
    private void within(Duration atMost, String what, BooleanSupplier holds) throws InterruptedException {
        var end = Instant.now().plus(atMost);
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now())
                    .as("seed %d: not within %s: %s", seed, atMost, what)
                    .isBefore(end);
            Thread.sleep(500);
        }
    }
}
