package musubi.bench.fault;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.Fault.Kind;
import musubi.sandbox.http.Faults;

/** Three of ten calls of a stand-in fail, in different ways, until it is closed. Half of them are done before they fail. */
public final class Failing implements AutoCloseable {

    public static final int OF_TEN = 3;

    private static final int AHEAD = 4_000;

    private final Faults faults;
    private final String path;
    private final Random random = new Random();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::fail);
    private volatile boolean over;

    /** @param path which calls: a regular expression that the whole path must match */
    public Failing(Faults faults, String path) {
        this.faults = faults;
        this.path = path;
        thread.start();
    }

    /** Lines up what happens with the next calls, faster than they come. */
    private void fail() {
        while (!over) {
            for (var more = AHEAD - faults.waiting().size(); more > 0; more--) {
                faults.add(next());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        faults.clear();
    }

    private Fault next() {
        if (random.nextInt(10) >= OF_TEN) {
            // a call that goes well takes a place in the line too
            return Fault.of(Kind.DELAY, "POST", path, 1, Duration.ZERO);
        }
        return switch (random.nextInt(6)) {
            case 0 -> Fault.answer("POST", path, 1, 503, "");
            case 1 -> Fault.answerAfter("POST", path, 1, 500, "");
            case 2 -> Fault.of(Kind.CUT_BEFORE, "POST", path, 1, Duration.ZERO);
            case 3 -> Fault.of(Kind.HANG_AFTER, "POST", path, 1, Duration.ofMillis(300));
            default -> Fault.of(Kind.CUT_AFTER, "POST", path, 1, Duration.ZERO);
        };
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
