package musubi.inbox.postgres;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import musubi.inbox.InboxUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Stores all requests that wait with one durable write: while a write is under way the next requests gather, so that they share the cost
 * of a flush to disk, which falls per event as the load rises. Its one thread survives every error; after a write that failed it tries
 * an empty one each second until the store takes writes again.
 */
final class GroupCommit implements AutoCloseable {

    /** More requests are refused: what waits is in memory alone. */
    static final int MAX_WAITING = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private static final int MAX_EVENTS_PER_WRITE = 2_000;

    /** LINE gives up after 2 s; a later answer would not be heard. */
    static final Duration TIMEOUT = Duration.ofMillis(1_700);

    private record Request(List<EncryptedEvent> events, CompletableFuture<Void> stored) {}

    private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Function<List<EncryptedEvent>, Set<UUID>> write;
    private final Counter failed;
    private final Thread writer;
    private volatile boolean writing = true;
    private volatile boolean closed;

    /** @param write stores the events durably; returns the connections whose events cannot be stored now */
    GroupCommit(Function<List<EncryptedEvent>, Set<UUID>> write, MeterRegistry metrics) {
        this.write = write;
        this.failed = Counter.builder("musubi.inbox.write.failures")
                .description("writes of arriving events that failed; their senders were answered 503")
                .register(metrics);
        this.writer = Thread.ofPlatform().name("inbox-writer").daemon().start(this::run);
    }

    /**
     * Returns when the events are on disk.
     *
     * @throws InboxUnavailableException when they could not be stored, or not within {@link #TIMEOUT}, or too many requests wait
     */
    void append(List<EncryptedEvent> events) {
        var request = new Request(events, new CompletableFuture<>());
        if (closed || !waiting.offer(request)) {
            throw new InboxUnavailableException(closed ? "shutting down" : "too many requests wait already");
        }
        try {
            request.stored.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new InboxUnavailableException("not stored within %d ms".formatted(TIMEOUT.toMillis()), e);
        } catch (ExecutionException e) {
            throw new InboxUnavailableException("the database does not take events", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InboxUnavailableException("interrupted", e);
        }
    }

    /** Requests that wait now. */
    int waiting() {
        return waiting.size();
    }

    /** Whether the last write succeeded. */
    boolean isWriting() {
        return writing && writer.isAlive();
    }

    private void run() {
        var batch = new ArrayList<Request>();
        while (!closed || !waiting.isEmpty()) {
            try {
                gather(batch);
                if (!batch.isEmpty() || !writing) {
                    store(batch);
                }
            } catch (InterruptedException ignored) {
                // close() wakes us; what waits is still written
            } catch (Throwable e) {
                failed(batch, e);
            }
            batch.clear();
        }
    }

    private void gather(List<Request> batch) throws InterruptedException {
        var first = waiting.poll(1, TimeUnit.SECONDS);
        var events = 0;
        for (var next = first; next != null; next = events < MAX_EVENTS_PER_WRITE ? waiting.poll() : null) {
            batch.add(next);
            events += next.events.size();
        }
    }

    private void store(List<Request> batch) {
        var refused = write.apply(
                batch.stream().flatMap(request -> request.events.stream()).toList());
        writing = true;
        for (var request : batch) {
            if (request.events.stream().anyMatch(event -> refused.contains(event.connectionId()))) {
                request.stored.completeExceptionally(new IllegalStateException("the connection is being deleted"));
            } else {
                request.stored.complete(null);
            }
        }
    }

    /** A database that is away is logged once, without a stack trace; everything else is a bug, and logged with it. */
    private void failed(List<Request> batch, Throwable e) {
        var firstFailure = writing;
        writing = false;
        failed.increment();
        if (!(e instanceof DataAccessException)) {
            LOG.error("{} requests with arriving events could not be stored", batch.size(), e);
        } else if (firstFailure) {
            LOG.warn(
                    "the database does not take events: {}; senders are answered 503",
                    e.getClass().getSimpleName());
        }
        batch.forEach(request -> request.stored.completeExceptionally(e));
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
