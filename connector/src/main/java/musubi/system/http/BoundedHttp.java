package musubi.system.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP client with a deadline and a size limit for the complete answer, body included. A call that exceeds one of them fails, and its
 * connection is closed. The time-out of the JDK's client ends with the headers: a server that sends a byte a second could block its caller
 * for ever. Redirects are not followed. Thread-safe (docs/adr/0021).
 */
public final class BoundedHttp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedHttp.class);

    private final Duration connect;
    private final Duration deadline;
    private final int maxBytes;
    private volatile HttpClient client;
    private volatile boolean closed;

    /**
     * @param connect time-out for a connection
     * @param deadline of a complete call: connection, request, headers and body
     * @param maxBytes of the body of an answer
     */
    public BoundedHttp(Duration connect, Duration deadline, int maxBytes) {
        this.connect = connect;
        this.deadline = deadline;
        this.maxBytes = maxBytes;
        this.client = newClient();
    }

    private HttpClient newClient() {
        // with HTTP/1.1, cancelling a call closes its connection without affecting other calls
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                // of the parts of an answer each would wake a thread of a pool otherwise, which costs more than the
                // part
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * The client to call with. All calls of a client need one thread of it, which ends with any exception in it: from then on each call
     * would fail at once.
     */
    HttpClient client() {
        if (client.isTerminated() && !closed) {
            replaceEnded();
        }
        return client;
    }

    private synchronized void replaceEnded() {
        if (client.isTerminated() && !closed) {
            LOG.error("The HTTP client has ended by itself and is replaced");
            client = newClient();
        }
    }

    /**
     * Sends a request and waits for the complete answer.
     *
     * @throws HttpTimeoutException when it has not arrived by the deadline
     * @throws IOException when it is too large, or the connection fails
     * @throws InterruptedException when the caller is interrupted; the call is cancelled
     */
    public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        var call = start(request);
        try {
            return call.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            // has no effect when the call is complete
            call.cancel(true);
        }
    }

    /** The same without a waiting thread. The future fails with an {@link IOException}. */
    public CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest request) {
        var call = start(request);
        return call.copy().orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS).handle((answer, thrown) -> {
            call.cancel(true);
            if (answer == null) {
                var cause =
                        thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
                throw new CompletionException(cause instanceof TimeoutException ? late() : failure(cause));
            }
            return answer;
        });
    }

    private CompletableFuture<HttpResponse<byte[]>> start(HttpRequest request) {
        return client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    }

    private HttpTimeoutException late() {
        return new HttpTimeoutException("no whole answer within %d ms".formatted(deadline.toMillis()));
    }

    private static IOException failure(@Nullable Throwable cause) {
        return cause instanceof IOException known ? known : new IOException("the call failed", cause);
    }

    /** Cancels all running calls. */
    @Override
    public synchronized void close() {
        closed = true;
        client.shutdownNow();
    }
}
