package musubi.bench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;

/** The machine's clock, ahead by as many milliseconds as a file says. */
public final class JumpingClock extends Clock {

    private static final long LOOK = Duration.ofMillis(50).toNanos();

    private static volatile long ahead;

    private final ZoneId zone;

    private JumpingClock(ZoneId zone) {
        this.zone = zone;
    }

    /** Takes the place of {@link Clock#systemUTC()}. */
    public static Clock systemUTC() {
        return new JumpingClock(ZoneOffset.UTC);
    }

    /** Follows the file for as long as the process lives. */
    static void follow(Path file) {
        ahead = read(file);
        Thread.ofPlatform().daemon().name("jumping-clock").start(() -> {
            while (true) {
                LockSupport.parkNanos(LOOK);
                ahead = read(file);
            }
        });
    }

    /** A file that is written at this moment says what it said before. */
    private static long read(Path file) {
        try {
            var text = Files.readString(file).strip();
            return text.isEmpty() ? ahead : Long.parseLong(text);
        } catch (IOException e) {
            return ahead;
        }
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new JumpingClock(other);
    }

    @Override
    public Instant instant() {
        return Instant.now().plusMillis(ahead);
    }
}
