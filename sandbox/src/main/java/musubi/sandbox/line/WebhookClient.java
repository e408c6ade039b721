package musubi.sandbox.line;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Posts webhook bodies over HTTP/1.1 and says how it went. */
final class WebhookClient implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    Outcome post(String endpoint, byte[] body, @Nullable String signature, Duration allowed) {
        var start = System.nanoTime();
        try {
            var request = HttpRequest.newBuilder(URI.create(endpoint))
                    .timeout(allowed)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("User-Agent", "LineBotWebhook/2.0")
                    .POST(BodyPublishers.ofByteArray(body));
            if (signature != null) {
                request.header("x-line-signature", signature);
            }
            var status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            var failure = status / 100 == 2 ? null : FailureReason.ERROR_STATUS_CODE;
            return outcome(status, failure, start);
        } catch (HttpTimeoutException e) {
            return outcome(0, FailureReason.REQUEST_TIMEOUT, start);
        } catch (ConnectException | SSLException | IllegalArgumentException e) {
            return outcome(0, FailureReason.COULD_NOT_CONNECT, start);
        } catch (IOException e) {
            return outcome(0, FailureReason.UNCLASSIFIED, start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return outcome(0, FailureReason.UNCLASSIFIED, start);
        }
    }

    private static Outcome outcome(int status, @Nullable FailureReason failure, long start) {
        return new Outcome(status, Optional.ofNullable(failure), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
