package musubi.hubspot.http;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.HubSpotSettings;
import musubi.hubspot.PortalAccess;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.WebServer;
import musubi.system.trace.Traces;
import musubi.testing.Waits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each answer means, and that each has an end. */
class HubSpotHttpTests {

    private static final PortalAccess ACCESS = new PortalAccess(7, "the-token");

    private final AtomicInteger calls = new AtomicInteger();
    private final WebServer server = WebServer.start(0, request -> {
        calls.incrementAndGet();
        return Answer.text(200, "{\"results\":[],\"padding\":\"%s\"}".formatted("x".repeat(200)));
    });
    private final HubSpotHttp http = http(null);

    private HubSpotHttp http(@Nullable Integer burstLimit) {
        return new HubSpotHttp(
                new HubSpotSettings(
                        server.url(),
                        URI.create("https://app.hubspot.com"),
                        "2026-09",
                        burstLimit,
                        "the-id",
                        "the-secret",
                        "",
                        "",
                        Duration.ofSeconds(2)),
                new SimpleMeterRegistry(),
                Traces.OFF);
    }

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    private HubSpotException refusal() {
        return (HubSpotException) assertThatThrownBy(() -> http.post(ACCESS, "contacts.read", "/x", Map.of()))
                .isInstanceOf(HubSpotException.class)
                .hasMessageNotContainingAny("<html>", "the-token", "secret words")
                .actual();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"status":"error","message":"a","category":"VALIDATION_ERROR","correlationId":"c"} | REJECTED
            400 | {"status":"error","message":"Invalid input JSON on line 1","correlationId":"c"}    | REJECTED
            401 | {"status":"error","category":"INVALID_AUTHENTICATION","correlationId":"c"}         | AUTH
            401 | {"status":"error","message":"expired","errorType":"EXPIRED","requestId":"r"}       | AUTH
            403 | {"status":"error","category":"MISSING_SCOPES","message":"scopes"}                  | AUTH
            403 | {"status":"error","correlationId":"c","message":"This app hasn't been granted all required scopes to make this call."} | AUTH
            403 | {"status":"error","correlationId":"c","message":"This oauth-token (x) does not have proper permissions! (requires any of [contacts])"} | AUTH
            403 | {"status":"error","correlationId":"c","message":"This value is not taken."}        | REJECTED
            404 | {"status":"error","message":"resource not found","correlationId":"c"}              | REJECTED
            408 | {"status":"error","message":"timed out","correlationId":"c"}                       | RETRY
            409 | {"status":"error","category":"CONFLICT","message":"Contact already exists."}       | REJECTED
            423 | {"status":"error","message":"locked"}                                              | RETRY
            429 | {"status":"error","policyName":"DAILY","category":"RATE_LIMITS"}                   | QUOTA
            429 | <html>                                                                             | LIMITED
            500 | {"status":"error","correlationId":"c","message":"internal"}                        | RETRY
            503 | <html>                                                                             | RETRY
            """)
    void hubSpotsOwnWordsCount(int status, String body, Kind kind) {
        server.faults().add(Fault.answer("POST", "/x", -1, status, body));
        var refusal = refusal();
        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.foreignType()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | text/html        | <html>secret words
            302 | text/html        | <html>secret words
            307 | text/plain       |
            400 | text/html        | <html>400 Bad Request
            400 | application/json | {"error":"bad request"}
            400 | application/json |
            401 | text/html        | <html>Proxy authentication
            401 | application/json | {"message":"Unauthorized"}
            403 | text/html        | <html>Attention Required!
            403 | application/json | {"message":"Forbidden"}
            403 | application/json | {"status":"error","message":"Blocked by policy"}
            403 | application/json | {"category":"ADULT","message":"the scopes are missing"}
            403 | application/json | []
            404 | text/html        | <html>404
            404 | application/json | {"message":"no Route matched with those values"}
            408 | text/plain       | Request Timeout
            413 | text/html        | <html>too large
            418 | application/json | {"code":418}
            """)
    void whatIsNotHubSpotsIsWaitedOutAndToldByStatusAndType(int status, String type, @Nullable String body) {
        server.faults()
                .add(Fault.answer("POST", "/x", -1, status, body == null ? "" : body)
                        .with("Content-Type", type));
        var refusal = refusal();
        assertThat(refusal.kind()).isEqualTo(Kind.RETRY);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.foreignType()).isEqualTo(Optional.of(type));
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "TRICKLE", "FLOOD"})
    void aCallWhoseAnswerDoesNotEndIsGivenUpAndItsPlaceIsFree(Fault.Kind kind) {
        var delay = Duration.ofMillis(kind == Fault.Kind.TRICKLE ? 1_000 : 120_000);
        server.faults().add(Fault.of(kind, "*", ".*", 1, delay));
        var start = System.nanoTime();
        assertThat(refusal().kind()).isEqualTo(Kind.RETRY);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(100));
        eventually("its place is free", this::answers);
    }

    private boolean answers() {
        try {
            return http.post(ACCESS, "contacts.read", "/x", Map.of())
                    .path("results")
                    .isArray();
        } catch (HubSpotException busy) {
            // a machine under load answers after the deadline of these tests
            return false;
        }
    }

    @Test
    void aQueuedCallIsNotSentWhenTheLimitClosesForAnHourMeanwhile() {
        try (var narrow = http(1)) {
            narrow.get(ACCESS, "contacts.read", "/x");
            var queued = CompletableFuture.runAsync(() -> narrow.get(ACCESS, "contacts.read", "/x"));
            Waits.eventually("it is queued", () -> narrow.limit(7).waiting() == 1);
            narrow.limit(7).close(Duration.ofHours(1));
            assertThatThrownBy(() -> queued.get(60, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(HubSpotException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.LIMITED);
                        assertThat(e.retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(59));
                    });
            assertThat(calls).hasValue(1);
        }
    }
}
