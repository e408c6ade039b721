package musubi.sandbox.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved, so that a test never sleeps. Always in UTC. */
public final class SettableClock extends Clock {

    private final AtomicReference<Instant> now;

    /** Starts at that moment. */
    public SettableClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    /** Goes there, forwards or back. */
    public void set(Instant moment) {
        now.set(moment);
    }

    /** Goes on by that much. */
    public void advance(Duration by) {
        now.updateAndGet(moment -> moment.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
