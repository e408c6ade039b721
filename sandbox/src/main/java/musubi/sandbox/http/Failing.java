package musubi.sandbox.http;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import musubi.sandbox.http.Fault.Kind;

/** Three of ten calls of a stand-in fail, in different ways, until it is closed. Half of them are done before they fail. */
public final class Failing implements AutoCloseable {

    public static final int OF_TEN = 3;

    private static final int AHEAD = 4_000;

    private final Faults faults;
    private final String method;
    private final String path;
    private final Random random;
    private final Thread thread = Thread.ofPlatform().daemon().name("failing").unstarted(this::fail);
    private volatile boolean over;

    /**
     * Begins.
     *
     * @param method which calls: upper case, or {@code *} for any
     * @param path which calls: a regular expression that the whole path must match
     * @param seed of what happens to which call
     */
    public Failing(Faults faults, String method, String path, long seed) {
        this.faults = faults;
        this.method = method;
        this.path = path;
        this.random = new Random(seed);
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
            return of(Kind.DELAY, Duration.ZERO);
        }
        return switch (random.nextInt(8)) {
            case 0 -> Fault.answer(method, path, 1, 503, "");
            case 1 -> Fault.answer(method, path, 1, 502, "<html>no JSON</html>");
            case 2 -> Fault.answerAfter(method, path, 1, 500, "");
            case 3 -> of(Kind.CUT_BEFORE, Duration.ZERO);
            case 4 -> of(Kind.HANG_AFTER, Duration.ofMillis(300));
            case 5 -> of(Kind.STALL, Duration.ofMillis(300));
            default -> of(Kind.CUT_AFTER, Duration.ZERO);
        };
    }

    private Fault of(Kind kind, Duration delay) {
        return Fault.of(kind, method, path, 1, delay);
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
