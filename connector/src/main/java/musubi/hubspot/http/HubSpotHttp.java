package musubi.hubspot.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotSettings;
import musubi.hubspot.PortalAccess;
import musubi.system.http.BoundedHttp;
import musubi.system.trace.Traces;
import musubi.system.trace.Traces.Platform;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes one call to HubSpot: waits for its place under the portal's limit, sends it, reads the limit from the headers, and
 * throws a {@link HubSpotException} for every answer but 2xx, and for none.
 */
@Component
public class HubSpotHttp implements AutoCloseable {

    /** For a connection to HubSpot. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** The largest answers are the definitions of a portal with a thousand properties and all their options. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int SEARCH_ATTEMPTS = 3;

    /** A limit by the second that asks for a longer wait than this is something else. */
    private static final Duration MAX_SECONDLY_WAIT = Duration.ofSeconds(2);

    private final HubSpotSettings settings;
    private final CallLimits limits;
    private final MeterRegistry metrics;
    private final Traces traces;
    private final Map<Long, Integer> leftToday = new ConcurrentHashMap<>();
    private final JsonMapper json = JsonMapper.builder().build();
    private final BoundedHttp http;

    public HubSpotHttp(HubSpotSettings settings, MeterRegistry metrics, Traces traces) {
        this.settings = settings;
        this.limits = new CallLimits(settings);
        this.metrics = metrics;
        this.traces = traces;
        this.http = new BoundedHttp(CONNECT_TIMEOUT, settings.timeout(), MAX_BYTES);
    }

    /** A GET; the version in the path stands as <code>{V}</code>. */
    public JsonNode get(PortalAccess access, String operation, String path) {
        return call(limit(access.portalId()), new Call(access, operation, "GET", path, null));
    }

    /** A POST of a body that becomes JSON. */
    public JsonNode post(PortalAccess access, String operation, String path, Object body) {
        return call(limit(access.portalId()), new Call(access, operation, "POST", path, body));
    }

    /** A PUT of a body that becomes JSON. */
    public JsonNode put(PortalAccess access, String operation, String path, Object body) {
        return call(limit(access.portalId()), new Call(access, operation, "PUT", path, body));
    }

    /**
     * A search: it has a limit of its own, and does not count against the other. Where others used up the searches of this
     * second, it is tried again when HubSpot allows it, {@value #SEARCH_ATTEMPTS} times in all.
     */
    public JsonNode search(PortalAccess access, String operation, String path, Object body) {
        var limit = limits.ofSearches(access.portalId());
        var call = new Call(access, operation, "POST", path, body);
        for (var attempt = 1; ; attempt++) {
            try {
                return call(limit, call);
            } catch (HubSpotException e) {
                var wait = e.retryAfter().orElse(CallLimit.MAX_CLOSED_WAIT);
                if (attempt == SEARCH_ATTEMPTS
                        || !e.error().policyName().equals("SECONDLY")
                        || wait.compareTo(MAX_SECONDLY_WAIT) > 0) {
                    throw e;
                }
                limit.close(wait);
            }
        }
    }

    CallLimit limit(long portalId) {
        return limits.of(portalId);
    }

    /** Whether more than half of the calls that the portal allows now are still free. */
    public boolean hasSpareCalls(long portalId) {
        return limit(portalId).hasSpareCalls();
    }

    /** A call made before its portal was known takes a place under that portal's limit. */
    public void countCall(long portalId) {
        limit(portalId).add();
    }

    /** Makes no call to the portal for that long; waiting calls that would not wait so long are refused. */
    public void pause(long portalId, Duration duration) {
        limit(portalId).close(duration);
    }

    private record Call(
            PortalAccess access,
            String operation,
            String method,
            String path,
            @Nullable Object body) {}

    private JsonNode call(CallLimit limit, Call call) {
        var closedFor = limit.closedFor();
        if (closedFor.compareTo(CallLimit.MAX_CLOSED_WAIT) > 0) {
            // before a token is asked for
            throw ErrorClassifier.closed(closedFor);
        }
        try {
            var token = call.access().accessToken();
            var response = send(limit, call, token);
            if (response.statusCode() == 401 && isHubSpots(response)) {
                // an app's token may end early; another one is tried once
                var other = call.access().source().insteadOf(token);
                response = other.isPresent() ? send(limit, call, other.get()) : response;
            }
            return read(call.operation(), response);
        } catch (IOException e) {
            count(call, "none");
            throw ErrorClassifier.noAnswer(call.operation(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            count(call, "interrupted");
            throw ErrorClassifier.noAnswer(call.operation(), e);
        }
    }

    private HttpResponse<byte[]> send(CallLimit limit, Call call, String token)
            throws IOException, InterruptedException {
        limit.enter(call.access().priority());
        var sent = System.nanoTime();
        try (var span = traces.call(Platform.HUBSPOT, call.operation())) {
            call.access().beforeSending().run();
            var response = sent(request(call, token));
            span.status(response.statusCode());
            learn(limit, response, System.nanoTime() - sent);
            noteToday(call.access().portalId(), response);
            count(call, String.valueOf(response.statusCode()));
            return response;
        } finally {
            limit.leave();
        }
    }

    /** What the caller's check says when the connection is there, it says as if the caller had made it. */
    private HttpResponse<byte[]> sent(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request);
        } catch (IOException e) {
            var refusal = request.bodyPublisher()
                    .filter(CheckedBody.class::isInstance)
                    .flatMap(body -> ((CheckedBody) body).refusal());
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            throw e;
        }
    }

    private boolean isHubSpots(HttpResponse<byte[]> response) {
        return ErrorClassifier.error(response, json).isPresent();
    }

    private HttpRequest request(Call call, String token) {
        var body = call.body();
        return HttpRequest.newBuilder(settings.apiBaseUrl().resolve(call.path().replace("{V}", settings.apiVersion())))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(
                        call.method(),
                        body == null
                                ? BodyPublishers.noBody()
                                : new CheckedBody(
                                        BodyPublishers.ofByteArray(json.writeValueAsBytes(body)),
                                        call.access().beforeSending()))
                .build();
    }

    private JsonNode read(String operation, HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != 2) {
            throw ErrorClassifier.of(operation, response, json);
        }
        try {
            return response.body().length == 0 ? json.missingNode() : json.readTree(response.body());
        } catch (JacksonException ignored) {
            throw ErrorClassifier.foreign(operation, response);
        }
    }

    /**
     * The calls left until midnight in the portal's zone, as the last answer said; negative when none did. Answers to apps
     * for any portal do not say it.
     */
    public int leftToday(long portalId) {
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

    @Override
    public void close() {
        http.close();
    }
}
