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
 * The streams to browsers that are open: so many of a person and so many in all, so that nobody can hold all of them, and all of them
 * together not the process.
 */
final class LiveStreams {

    /** Of a person; browsers open six connections to a host at the most, and pages need one. */
    static final int OF_A_PERSON = 5;

    static final int ALL = 200;

    private final Map<Object, Integer> counts = new HashMap<>();
    private final Set<Stream> open = new HashSet<>();

    /** One that is open until it is closed. */
    final class Stream implements AutoCloseable {

        private final Object person;
        private final CountDownLatch ended = new CountDownLatch(1);

        private Stream(Object person) {
            this.person = person;
        }

        /** Waits; true when it is to end before. */
        boolean rest(Duration duration) throws InterruptedException {
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

    /** Another one; empty when the person has as many as they may, or there are as many as there may be. */
    synchronized Optional<Stream> open(Object person) {
        if (open.size() >= ALL || counts.getOrDefault(person, 0) >= OF_A_PERSON) {
            return Optional.empty();
        }
        counts.merge(person, 1, Integer::sum);
        var stream = new Stream(person);
        open.add(stream);
        return Optional.of(stream);
    }

    /** Has all of them end. */
    synchronized void end() {
        open.forEach(stream -> stream.ended.countDown());
    }
}
