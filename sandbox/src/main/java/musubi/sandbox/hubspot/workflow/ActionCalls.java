package musubi.sandbox.hubspot.workflow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import musubi.sandbox.hubspot.webhook.WebhookSignatures;

/** Signed calls of an action's addresses. */
final class ActionCalls implements AutoCloseable {

    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    volatile String secret = "";
    volatile String address = "";
    volatile String reachedAt = "";
    volatile ActionSignature signature = ActionSignature.V3;
    // about 30 s with HubSpot
    volatile Duration allowed = Duration.ofSeconds(10);

    ActionCalls(Clock clock) {
        this.clock = clock;
    }

    HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(reachedAt + path))
                .timeout(allowed)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        headers(address + path, body).forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private Map<String, String> headers(String url, byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        if (signature != ActionSignature.V3) {
            headers.put("X-HubSpot-Signature", WebhookSignatures.v2(secret, "POST", url, body));
            headers.put("X-HubSpot-Signature-Version", "v2");
        }
        if (signature != ActionSignature.V2) {
            var now = clock.millis();
            headers.put("X-HubSpot-Signature-v3", WebhookSignatures.v3(secret, "POST", url, body, now));
            headers.put("X-HubSpot-Request-Timestamp", Long.toString(now));
        }
        return headers;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
