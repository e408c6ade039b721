package musubi.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Goes on as the system's does, and can be put forward: for what lasts half an hour while everything else goes on. */
public final class RunningClock extends Clock {

    private final AtomicReference<Duration> ahead;

    /** Begins with the system's time. */
    public RunningClock() {
        this(Duration.ZERO);
    }

    /** Begins ahead of the system's time. */
    RunningClock(Duration ahead) {
        this.ahead = new AtomicReference<>(ahead);
    }

    /** Goes forward by that much. */
    public void advance(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
