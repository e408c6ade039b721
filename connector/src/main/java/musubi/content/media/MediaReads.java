package musubi.content.media;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.coyote.CloseNowException;
import org.springframework.stereotype.Component;

/**
 * What reading media may cost, whoever asks: places for answers under way, each with one part of a file on the heap, and few
 * connections to the database at a time, each for one query. An answer that waits for a slow reader holds no connection.
 */
@Component
class MediaReads {

    /** Bytes of a file that an answer holds. */
    static final int PART = 64 << 10;

    private static final int MAX_ANSWERS = 200;
    private static final int MAX_OF_ADDRESS = 60;
    private static final int MAX_QUERIES = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final MediaRepository repository;
    private final Semaphore queries = new Semaphore(MAX_QUERIES, true);
    private final Map<String, Integer> places = new HashMap<>();
    private int taken;

    MediaReads(MediaRepository repository) {
        this.repository = repository;
    }

    /** Too much is asked at once. */
    static final class BusyException extends IOException {

        private static final long serialVersionUID = 1;

        BusyException() {
            super("too many read media at once");
        }
    }

    /**
     * Takes a place for an answer.
     *
     * @param address of who asks
     * @return whether there is one; then {@link #leave} has to follow
     */
    synchronized boolean enter(String address) {
        if (taken >= MAX_ANSWERS || places.getOrDefault(address, 0) >= MAX_OF_ADDRESS) {
            return false;
        }
        taken++;
        places.merge(address, 1, Integer::sum);
        return true;
    }

    synchronized void leave(String address) {
        taken--;
        places.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }

    /** @throws BusyException when no query can be made within some seconds */
    Optional<StoredFile> file(UUID mediumId, MediumSize size) throws BusyException {
        return query(() -> repository.file(mediumId, size));
    }

    /**
     * Bytes of a file.
     *
     * @param end after the last byte that is wanted
     * @return at least one byte, at most {@link #PART}
     * @throws CloseNowException when the file has been deleted meanwhile: the answer, which has begun, cannot be completed
     */
    byte[] part(StoredFile file, long offset, long end) throws BusyException, CloseNowException {
        var most = (int) Math.min(PART, end - offset);
        return query(() -> repository.read(file.id(), offset, most))
                .orElseThrow(() -> new CloseNowException("deleted while it was read"));
    }

    private <T> T query(Supplier<T> query) throws BusyException {
        try {
            if (!queries.tryAcquire(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
        try {
            return query.get();
        } finally {
            queries.release();
        }
    }
}
