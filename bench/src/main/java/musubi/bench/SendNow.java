package musubi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** How long it takes from <i>send now</i> until the first friend's phone has the message. */
final class SendNow {

    private static final int PEOPLE = 100;
    private static final int TIMES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SendNow() {}

    static void run() {
        try (var world = new World(List.of("--musubi.delivery.undo=0s"))) {
            world.channel().rateLimits(true);
            world.portal().rateLimit(190);
            var audience = new Audience(world, PEOPLE);
            Table.title("From send now to the first friend's phone, %d people, nothing held back".formatted(PEOPLE));
            measure("the same for all (multicast)", world, audience, Audience.SAME_FOR_ALL, 0);
            measure("with a name (push)", world, audience, Audience.PERSONAL, TIMES);
        }
    }

    private static void measure(String what, World world, Audience audience, String text, int before) {
        var millis = new ArrayList<Double>();
        for (var time = before + 1; time <= before + TIMES; time++) {
            var id = audience.draft(text);
            // HubSpot's window has room again
            LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
            var begin = System.nanoTime();
            audience.send(id);
            while (world.channel().reached().lastKey() < time) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IllegalStateException("on nobody's phone within %s".formatted(PATIENCE));
                }
                LockSupport.parkNanos(1_000_000);
            }
            millis.add((System.nanoTime() - begin) / 1e6);
            audience.await(id, Set.of("DONE"), PATIENCE);
            audience.requireEverybodyHasIt(id, time);
        }
        Table.row(what + ", ms", "%.0f", millis, "<= 2000");
    }
}
