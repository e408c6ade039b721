package musubi.system.web;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request, through which everything reads it: servlets, Tomcat's parameters and its multipart parts. Reading fails, with a
 * recorded reason, when the body is too large, takes too long in total (however slowly it trickles), or when all requests together hold too
 * much.
 */
final class BoundedBody implements InputBuffer {

    /** Why reading was stopped. */
    enum Refusal {
        TOO_LARGE,
        TOO_SLOW,
        TOO_MANY,
        NOT_ADMITTED
    }

    /**
     * Limits of a body.
     *
     * @param maxBytes most bytes
     * @param free bytes that do not count towards the budget, so that small bodies are accepted also while it is used up
     * @param time for the complete body, from the first read on
     */
    record Bounds(long maxBytes, long free, Duration time, BodyBudget budget) {}

    private final InputBuffer source;
    private final Bounds bounds;
    private final BooleanSupplier admitted;
    private long begun;
    private long read;
    private long taken;
    private @Nullable Refusal refusal;

    BoundedBody(InputBuffer source, Bounds bounds, BooleanSupplier admitted) {
        this.source = source;
        this.bounds = bounds;
        this.admitted = admitted;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        if (!admitted.getAsBoolean()) {
            throw refused(Refusal.NOT_ADMITTED);
        }
        if (refusal != null) {
            throw refused(refusal);
        }
        if (begun == 0) {
            begun = System.nanoTime();
        }
        int count;
        try {
            count = source.doRead(handler);
        } catch (SocketTimeoutException stalled) {
            throw refused(Refusal.TOO_SLOW);
        }
        if (count > 0) {
            read += count;
            check();
        }
        return count;
    }

    private void check() throws IOException {
        if (read > bounds.maxBytes()) {
            throw refused(Refusal.TOO_LARGE);
        }
        if (System.nanoTime() - begun > bounds.time().toNanos()) {
            throw refused(Refusal.TOO_SLOW);
        }
        var more = read - bounds.free() - taken;
        if (more > 0) {
            if (!bounds.budget().take(more)) {
                throw refused(Refusal.TOO_MANY);
            }
            taken += more;
        }
    }

    private IOException refused(Refusal why) {
        refusal = why;
        return new IOException("reading of the body was stopped: " + why);
    }

    @Override
    public int available() {
        return source.available();
    }

    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Returns to the budget what this body took from it. */
    void release() {
        bounds.budget().giveBack(taken);
        taken = 0;
    }
}
