package musubi.hubspot;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One call to HubSpot: waits for its place under the portal's limit, sends, learns from the headers, tells failures apart. */
@Component
class HubSpotHttp {

    /** Who would have to wait longer for a place is told so: a person or a batch may stand behind the call. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HubSpotSettings settings;
    private final CallLimits limits;
    private final MeterRegistry metrics;
    private final Map<Long, Integer> leftToday = new ConcurrentHashMap<>();
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    HubSpotHttp(HubSpotSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.limits = new CallLimits(settings);
        this.metrics = metrics;
    }

    CallLimit limit(long portalId) {
        return limits.of(portalId);
    }

    JsonNode get(PortalAccess access, String operation, String path) {
        return call(limits.of(access.portalId()), new Call(access, operation, "GET", path, null));
    }

    JsonNode post(PortalAccess access, String operation, String path, Object body) {
        return call(limits.of(access.portalId()), new Call(access, operation, "POST", path, body));
    }

    /** A search: it has a limit of its own, and is no part of the other. */
    JsonNode search(PortalAccess access, String operation, String path, Object body) {
        return call(limits.ofSearches(access.portalId()), new Call(access, operation, "POST", path, body));
    }

    private record Call(
            PortalAccess access,
            String operation,
            String method,
            String path,
            @Nullable Object body) {}

    /** @throws HubSpotException for every answer but 2xx, and for none */
    private JsonNode call(CallLimit limit, Call call) {
        var closedFor = limit.closedFor();
        if (closedFor.compareTo(PATIENCE) > 0) {
            throw Failures.closed(closedFor);
        }
        try {
            var token = call.access().accessToken();
            var response = send(limit, call, token);
            if (response.statusCode() == 401) {
                // an app's token may end early; another one is tried once
                var other = call.access().source().insteadOf(token);
                response = other.isPresent() ? send(limit, call, other.get()) : response;
            }
            return read(call.operation(), response);
        } catch (IOException e) {
            count(call, "none");
            throw Failures.noAnswer(call.operation(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            count(call, "interrupted");
            throw Failures.noAnswer(call.operation(), e);
        }
    }

    private HttpResponse<byte[]> send(CallLimit limit, Call call, String token)
            throws IOException, InterruptedException {
        limit.enter(call.access().patient());
        var sent = System.nanoTime();
        try {
            call.access().beforeSending().run();
            var response = client.send(request(call, token), BodyHandlers.ofByteArray());
            learn(limit, response, System.nanoTime() - sent);
            noteToday(call.access().portalId(), response);
            count(call, String.valueOf(response.statusCode()));
            return response;
        } finally {
            limit.leave();
        }
    }

    private HttpRequest request(Call call, String token) {
        var body = call.body();
        return HttpRequest.newBuilder(settings.apiBaseUrl().resolve(call.path().replace("{V}", settings.apiVersion())))
                .timeout(settings.timeout())
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(
                        call.method(),
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
    }

    private JsonNode read(String operation, HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != 2) {
            throw Failures.of(operation, response.statusCode(), response.headers(), response.body(), json);
        }
        try {
            return response.body().length == 0 ? json.missingNode() : json.readTree(response.body());
        } catch (JacksonException ignored) {
            throw Failures.unreadable(operation, response.statusCode());
        }
    }

    /** As the last answer told; negative when none did. Apps for any portal are not told it. */
    int leftToday(long portalId) {
        return leftToday.getOrDefault(portalId, -1);
    }

    private void noteToday(long portalId, HttpResponse<byte[]> response) {
        var left = number(response, "X-HubSpot-RateLimit-Daily-Remaining");
        if (left >= 0) {
            leftToday.put(portalId, left);
        }
    }

    private void learn(CallLimit limit, HttpResponse<byte[]> response, long took) {
        if (settings.burstLimit() != null) {
            return;
        }
        var max = number(response, "X-HubSpot-RateLimit-Max");
        if (max > 0) {
            var interval = number(response, "X-HubSpot-RateLimit-Interval-Milliseconds");
            limit.learn(
                    max,
                    Duration.ofMillis(interval > 0 ? interval : 10_000).toNanos(),
                    number(response, "X-HubSpot-RateLimit-Remaining"),
                    took);
        }
    }

    private static int number(HttpResponse<byte[]> response, String header) {
        try {
            return response.headers().firstValue(header).map(Integer::valueOf).orElse(-1);
        } catch (NumberFormatException ignored) {
            return -1;
        }
    }

    private void count(Call call, String status) {
        metrics.counter(
                        "musubi.hubspot.requests",
                        "portal",
                        String.valueOf(call.access().portalId()),
                        "operation",
                        call.operation(),
                        "status",
                        status)
                .increment();
    }
}
