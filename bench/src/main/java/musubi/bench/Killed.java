package musubi.bench;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import musubi.sandbox.http.Failing;

/** A broadcast by a LINE that fails in three of ten calls, made by a Musubi that is killed again and again. */
final class Killed {

    /** The default number of people. */
    static final int PEOPLE = 50_000;

    private static final int KILLS = 10;
    /** Of these, so many while it reads the audience. */
    private static final int KILLS_WHILE_PREPARING = 3;

    private static final String SENDING = "/v2/bot/message/(push|multicast)";
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final World world;
    private final Random random = new Random();

    private Killed(World world) {
        this.world = world;
    }

    static void run(int people) {
        try (var world = new World()) {
            new Killed(world).measure(people);
        }
    }

    private void measure(int people) {
        Table.title(
                "%,d people, %d of 10 calls to LINE fail, killed %d times".formatted(people, Failing.OF_TEN, KILLS));
        world.channel().rateLimits(true);
        // so long that preparing can be killed in the middle
        world.portal().latency(Duration.ofMillis(100));
        var audience = new Audience(world, people);
        var id = audience.draft(Audience.PERSONAL);
        var failing = new Failing(world.lineFaults(), "POST", SENDING, random.nextLong());
        var begin = System.nanoTime();
        audience.send(id);
        for (var kill = 1; kill <= KILLS_WHILE_PREPARING; kill++) {
            LockSupport.parkNanos(
                    Duration.ofMillis(random.nextInt(1_000, 4_000)).toNanos());
            world.killAndStart();
        }
        for (var kill = 1; kill <= KILLS - KILLS_WHILE_PREPARING; kill++) {
            awaitReached(audience, (long) people * kill / (KILLS - KILLS_WHILE_PREPARING + 1));
            world.killAndStart();
        }
        audience.await(id, Set.of("DONE"), PATIENCE);
        var took = (System.nanoTime() - begin) / 1e9;
        failing.close();
        var reached = world.channel().reached();
        var counts = audience.broadcast(id).path("counts");
        Table.row("it took, s", "%.0f", List.of(took), "");
        Table.row(
                "calls to LINE per person (sandbox's count, without those cut before)",
                "%.2f",
                List.of((double) world.channel().traffic().calls("POST /v2/bot/message/push") / people),
                "");
        Table.row(
                "people with more than one message (doubles)",
                "%.0f",
                List.of((double) reached.tailMap(2).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()),
                "0");
        Table.row("people without (losses)", "%.0f", List.of((double) reached.getOrDefault(0, 0L)), "0");
        Table.row(
                "people whom Musubi does not count as sent",
                "%.0f",
                List.of((double) people - counts.path("sent").asInt()),
                "0");
    }

    private void awaitReached(Audience audience, long people) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (audience.friends().size() - world.channel().reached().getOrDefault(0, 0L) < people) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%d are not reached within %s".formatted(people, PATIENCE));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
