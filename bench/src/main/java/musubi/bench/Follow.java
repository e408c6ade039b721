package musubi.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A single follow while Musubi does something large. */
public final class Follow {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Follow() {}

    /**
     * Milliseconds from the answer to LINE until the contact is updated. The contact exists already: the absence of one
     * could only be checked by searching all of them.
     */
    public static double millis(World world) {
        var friend = world.channel().newUser("Sakura").userId();
        world.portal()
                .createContact(Map.of(
                        "line_user_id", friend,
                        "line_user_name", "Sakura",
                        "line_user_picture", "https://example.com/sakura.png",
                        "line_id_sync_date", "2026-01-01"));
        var taken = Load.closed(world.port(), new byte[][] {world.requests().follow(friend)}, TIMEOUT);
        var answered = System.nanoTime();
        if (taken.accepted() != 1) {
            throw new IllegalStateException("the follow was not taken in");
        }
        while (!"YES"
                .equals(world.portal()
                        .contactBy("line_user_id", friend)
                        .orElseThrow()
                        .properties()
                        .get("line_follow"))) {
            if (System.nanoTime() - answered > TIMEOUT.toNanos()) {
                throw new IllegalStateException("not on the contact within %s".formatted(TIMEOUT));
            }
            LockSupport.parkNanos(2_000_000);
        }
        return (System.nanoTime() - answered) / 1e6;
    }
}
