package musubi.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import musubi.bench.Audience;
import musubi.bench.Table;
import musubi.bench.World;
import musubi.bench.fault.ClockAgent;
import musubi.sandbox.http.Failing;
import musubi.sandbox.line.Friend;

/**
 * A scenario of several steps by a LINE and a HubSpot that fail in three of ten calls, run by a Musubi that is killed again and again and whose clock
 * jumps.
 */
public final class StepsKilled {

    /** The default number of people. */
    public static final int PEOPLE = 20_000;

    private static final int KILLS = 10;
    private static final int MESSAGES = 4;
    private static final Duration JUMP = Duration.ofMinutes(2);
    private static final String PUSH = "/v2/bot/message/push";
    private static final String CONTACTS = ".*/contacts/batch/(read|update)";
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    /** Who is called so goes one way, all others the other. */
    private static final String CHOSEN = "佐藤";

    private static final List<Map<String, Object>> STEPS = List.of(
            Enrolled.message("a", "PT60S", "1 {{ contact.lastname }}"),
            Enrolled.message("b", "PT20S", "2 {{ contact.lastname }}"),
            Map.of(
                    "key",
                    "which",
                    "branch",
                    Map.of(
                            "if",
                            Map.of("property", "lastname", "operator", "EQ", "value", CHOSEN),
                            "then",
                            List.of(Enrolled.message("c", "PT10S", "3 then")),
                            "else",
                            List.of(Enrolled.message("d", "PT10S", "3 else")))),
            Map.of("key", "set", "set", Map.of("property", "jobtitle", "value", "customer")),
            Enrolled.message("e", "PT20S", "4 {{ contact.jobtitle }}"));

    private final World world;
    private final Path ahead;

    private StepsKilled(World world, Path ahead) {
        this.world = world;
        this.ahead = ahead;
    }

    public static void run(int people) {
        var directory = World.root().resolve("bench/target");
        var ahead = directory.resolve("clock-ahead");
        write(ahead, Duration.ZERO);
        try (var world = new World(List.of(), Map.of("MUSUBI_JAVA_OPTIONS", ClockAgent.option(directory, ahead)))) {
            new StepsKilled(world, ahead).measure(people);
        }
    }

    private void measure(int people) {
        Table.title("%,d people in a scenario of %d messages, %d of 10 calls to LINE and HubSpot fail, killed %d times"
                .formatted(people, MESSAGES, Failing.OF_TEN, KILLS));
        world.channel().rateLimits(true);
        var audience = new Audience(world, people);
        var scenario = new Enrolled(world, "MANUAL", STEPS);
        scenario.enter(audience.contacts());
        var line = new Failing(world.lineFaults(), "POST", PUSH, 1);
        var hubspot = new Failing(world.hubspotFaults(), "POST", CONTACTS, 2);
        var begin = System.nanoTime();
        for (var kill = 1; kill <= KILLS; kill++) {
            awaitReceived(scenario, (long) people * MESSAGES * kill / (KILLS + 1));
            switch (kill % 3) {
                case 1 -> write(ahead, JUMP);
                case 2 -> write(ahead, Duration.ZERO);
                default -> write(ahead, JUMP.dividedBy(4));
            }
            world.killAndStart();
        }
        scenario.awaitEnd(PATIENCE);
        var took = (System.nanoTime() - begin) / 1e9;
        line.close();
        hubspot.close();
        Table.row("it took, s", "%.0f", List.of(took), "");
        Table.row(
                "calls to LINE per message (sandbox's count, without those cut before)",
                "%.2f",
                List.of((double) world.channel().traffic().calls("POST " + PUSH) / people / MESSAGES),
                "");
        var friends = audience.friends();
        Table.row(
                "people with a message twice (doubles)",
                "%.0f",
                List.of((double) friends.stream().filter(StepsKilled::hasTwice).count()),
                "0");
        Table.row(
                "people without one of the messages (losses)",
                "%.0f",
                List.of((double) friends.stream()
                        .filter(friend -> texts(friend).stream()
                                        .map(text -> text.substring(0, 1))
                                        .distinct()
                                        .count()
                                < MESSAGES)
                        .count()),
                "0");
        var wrong = 0;
        for (var place = 0; place < friends.size(); place++) {
            if (!texts(friends.get(place)).equals(expected(Audience.name(place)))) {
                wrong++;
            }
        }
        Table.row("people with others than theirs, or in another order", "%.0f", List.of((double) wrong), "0");
        Table.row(
                "messages that Musubi does not count as sent",
                "%.0f",
                List.of((double) people * MESSAGES - scenario.ofSteps("sent")),
                "0");
        Table.row("steps left out", "%.0f", List.of((double) scenario.ofSteps("leftOut")), "0");
        Table.row(
                "people for whom it did not end as it should",
                "%.0f",
                List.of((double) people
                        - scenario.counts().path("ended").path("END").asInt()),
                "0");
    }

    private static List<String> texts(Friend friend) {
        return friend.received().stream()
                .map(message -> message.path("text").asString(""))
                .toList();
    }

    private static boolean hasTwice(Friend friend) {
        var texts = texts(friend);
        return texts.stream().distinct().count() < texts.size();
    }

    private static List<String> expected(String name) {
        return List.of("1 " + name, "2 " + name, name.equals(CHOSEN) ? "3 then" : "3 else", "4 customer");
    }

    /** Or until nobody is in it any more, which shows in the numbers then. */
    private void awaitReceived(Enrolled scenario, long messages) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (received() < messages && scenario.counts().path("running").asInt(-1) != 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d messages of %d within %s".formatted(received(), messages, PATIENCE));
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private long received() {
        return world.channel().reached().entrySet().stream()
                .mapToLong(entry -> entry.getKey() * entry.getValue())
                .sum();
    }

    /** In one step, so that nobody reads half of it. */
    private static void write(Path file, Duration ahead) {
        var next = file.resolveSibling("clock-ahead-next");
        try {
            Files.writeString(next, Long.toString(ahead.toMillis()));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
