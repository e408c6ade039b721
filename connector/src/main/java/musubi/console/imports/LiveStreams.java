package musubi.console.imports;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The open streams to browsers, limited per person and in total, so that nobody can occupy all of them, and all of them
 * together do not exhaust the process.
 */
final class LiveStreams {

    /** Per person; browsers open at most six connections to a host, and pages need one. */
    static final int MAX_PER_PERSON = 5;

    static final int MAX = 200;

    private final Map<Object, Integer> counts = new HashMap<>();
    private final Set<Stream> open = new HashSet<>();

    /** A stream that is open until it is closed. */
    final class Stream implements AutoCloseable {

        private final Object person;
        private final CountDownLatch ended = new CountDownLatch(1);

        private Stream(Object person) {
            this.person = person;
        }

        /** Waits; true if the stream has to end now. */
        boolean sleep(Duration duration) throws InterruptedException {
            return ended.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            synchronized (LiveStreams.this) {
                if (open.remove(this)) {
                    counts.computeIfPresent(person, (ignored, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }

    /** Opens a stream; empty when the person, or all people together, have reached the limit. */
    synchronized Optional<Stream> open(Object person) {
        if (open.size() >= MAX || counts.getOrDefault(person, 0) >= MAX_PER_PERSON) {
            return Optional.empty();
        }
        counts.merge(person, 1, Integer::sum);
        var stream = new Stream(person);
        open.add(stream);
        return Optional.of(stream);
    }

    /** Ends all streams. */
    synchronized void end() {
        open.forEach(stream -> stream.ended.countDown());
    }
}
