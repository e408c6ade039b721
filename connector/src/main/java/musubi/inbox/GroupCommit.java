package musubi.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Makes one durable write of all requests that wait: while one write is under way the next ones gather, so the cost of a
 * flush to disk is shared and falls as the load rises.
 */
final class GroupCommit implements AutoCloseable {

    /** Requests that may wait; more are turned away, since memory is not a store. */
    static final int WAITING = 4_096;

    private static final int EVENTS_PER_WRITE = 2_000;

    /** LINE gives up after 2 s; past this the answer would come too late to count. */
    private static final Duration PATIENCE = Duration.ofMillis(1_700);

    private record Request(List<NewEvent> events, CompletableFuture<Void> stored) {}

    private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Consumer<List<NewEvent>> write;
    private final Thread writer;
    private volatile boolean closed;

    /** @param write stores the events durably */
    GroupCommit(Consumer<List<NewEvent>> write) {
        this.write = write;
        this.writer = Thread.ofPlatform().name("inbox-writer").daemon().start(this::run);
    }

    /** Returns when the events are on disk. */
    void append(List<NewEvent> events) {
        var request = new Request(events, new CompletableFuture<>());
        if (closed || !waiting.offer(request)) {
            throw new InboxUnavailableException(closed ? "shutting down" : "too many requests wait already", null);
        }
        try {
            request.stored.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new InboxUnavailableException("not stored within %d ms".formatted(PATIENCE.toMillis()), e);
        } catch (ExecutionException e) {
            throw new InboxUnavailableException("the database does not take events", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InboxUnavailableException("interrupted", e);
        }
    }

    /** Requests that wait now. */
    int waiting() {
        return waiting.size();
    }

    private void run() {
        var batch = new ArrayList<Request>();
        while (!closed || !waiting.isEmpty()) {
            try {
                gather(batch);
                if (!batch.isEmpty()) {
                    store(batch);
                }
            } catch (InterruptedException ignored) {
                // close() wakes us; what waits is still written
            }
            batch.clear();
        }
    }

    private void gather(List<Request> batch) throws InterruptedException {
        var first = waiting.poll(1, TimeUnit.SECONDS);
        var events = 0;
        for (var next = first; next != null; next = events < EVENTS_PER_WRITE ? waiting.poll() : null) {
            batch.add(next);
            events += next.events.size();
        }
    }

    private void store(List<Request> batch) {
        var events = batch.stream().flatMap(request -> request.events.stream()).toList();
        try {
            write.accept(events);
            batch.forEach(request -> request.stored.complete(null));
        } catch (RuntimeException e) {
            batch.forEach(request -> request.stored.completeExceptionally(e));
        }
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
