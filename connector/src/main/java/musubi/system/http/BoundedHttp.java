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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP calls that end. A call is over when the whole answer is here, its body included, or when its deadline has passed,
 * or when the answer is larger than allowed; in the last two cases the connection is closed. The JDK's own time-out of a
 * request ends with the headers, and a server that sends a byte a second holds its caller for ever. Follows no redirect.
 * Thread-safe (docs/adr/0021).
 */
public final class BoundedHttp implements AutoCloseable {

    private final HttpClient client;
    private final Duration deadline;
    private final int maxBytes;

    /**
     * @param connect how long a connection may take to be made
     * @param deadline of a whole call: connection, request, headers and body
     * @param maxBytes of an answer's body
     */
    public BoundedHttp(Duration connect, Duration deadline, int maxBytes) {
        this.deadline = deadline;
        this.maxBytes = maxBytes;
        // with HTTP/1.1 a call that is given up closes its connection, and takes no other call with it
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .build();
    }

    /**
     * Waits for the whole answer.
     *
     * @throws HttpTimeoutException when it is not here in time
     * @throws IOException when it is too large, or the connection fails
     * @throws InterruptedException when the caller is interrupted; the call is given up
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
            // changes nothing where the answer is here
            call.cancel(true);
        }
    }

    /** The same without a waiting thread; completes exceptionally with an {@link IOException}. */
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
        return client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    }

    private HttpTimeoutException late() {
        return new HttpTimeoutException("no whole answer within %d ms".formatted(deadline.toMillis()));
    }

    private static IOException failure(@Nullable Throwable cause) {
        return cause instanceof IOException known ? known : new IOException("the call failed", cause);
    }

    /** Gives up all calls under way. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
