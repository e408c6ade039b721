package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;

/** How long a single follow takes to become a contact, from the answer to LINE on. */
final class Latency {

    private static final int FOLLOWS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Latency() {}

    static void run() {
        try (var world = new World()) {
            follow(world);
            Table.title("A single follow on an idle system; stand-ins that answer at once");
            var millis = new ArrayList<Double>();
            for (var one = 0; one < FOLLOWS; one++) {
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                millis.add(follow(world));
            }
            Table.row("from the answer to the contact, ms (%d follows)".formatted(FOLLOWS), "%.0f", millis, "<= 300");
        }
    }

    /** Milliseconds. */
    private static double follow(World world) {
        var friend = world.channel().newUser("Sakura").userId();
        var request = world.requests().follow(friend);
        var taken = Load.closed(world.port(), new byte[][] {request}, TIMEOUT);
        var answered = System.nanoTime();
        if (taken.accepted() != 1) {
            throw new IllegalStateException("the follow was not taken in");
        }
        while (world.portal().contactBy("line_user_id", friend).isEmpty()) {
            if (System.nanoTime() - answered > TIMEOUT.toNanos()) {
                throw new IllegalStateException("no contact within %s".formatted(TIMEOUT));
            }
            LockSupport.parkNanos(500_000);
        }
        return (System.nanoTime() - answered) / 1e6;
    }
}
