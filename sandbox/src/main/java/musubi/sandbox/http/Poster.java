package musubi.sandbox.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Posts bodies over HTTP/1.1 and returns the outcome; follows no redirects and ignores response bodies. */
public final class Poster implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** Posts and waits at most {@code allowed} for the answer; never throws. */
    public Posted post(String url, Map<String, String> headers, byte[] body, Duration allowed) {
        var start = System.nanoTime();
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(allowed).POST(BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            var status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            return posted(status, status / 100 == 2 ? null : PostFailure.ERROR_STATUS_CODE, start);
        } catch (HttpTimeoutException e) {
            return posted(0, PostFailure.REQUEST_TIMEOUT, start);
        } catch (ConnectException | SSLException | IllegalArgumentException e) {
            return posted(0, PostFailure.COULD_NOT_CONNECT, start);
        } catch (IOException e) {
            return posted(0, PostFailure.UNCLASSIFIED, start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return posted(0, PostFailure.UNCLASSIFIED, start);
        }
    }

    private static Posted posted(int status, @Nullable PostFailure failure, long start) {
        return new Posted(status, Optional.ofNullable(failure), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
