package musubi.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.sandbox.hubspot.webhook.WebhookSignatures;
import musubi.testing.AppWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask for an execution, and what they are answered. */
class ActionRequestTests {

    private static final String SEND = "/hubspot/actions/send-message";

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(settings());

    private final WorkflowCalls calls = WorkflowCalls.of(WORLD);

    private static Map<String, Object> settings() {
        return Map.of(
                "musubi.public-base-url",
                AppWorld.PUBLIC,
                "musubi.hubspot.client-secret",
                AppWorld.SECRET,
                "musubi.workflow.max-waiting",
                "20");
    }

    private String body(String callbackId) {
        return """
                {"callbackId":"%s","origin":{"portalId":%d},"object":{"objectId":1,"objectType":"CONTACT"},
                 "inputFields":{"text":"Hello"},"unknown":[1]}""".formatted(callbackId, calls.portalId());
    }

    private static HttpResponse<String> post(String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(WORLD.url().resolve(path)).POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return WORLD.send(request.build());
    }

    private static Map<String, String> v3(String secret, String path, String body, Duration ahead) {
        var at = WORLD.clock().instant().plus(ahead).toEpochMilli();
        return Map.of(
                "X-HubSpot-Request-Timestamp",
                "" + at,
                "X-HubSpot-Signature-v3",
                WebhookSignatures.v3(secret, "POST", AppWorld.PUBLIC + path, body.getBytes(UTF_8), at));
    }

    private static Map<String, String> v2(String secret, String path, String body) {
        return Map.of(
                "X-HubSpot-Signature-Version",
                "v2",
                "X-HubSpot-Signature",
                WebhookSignatures.v2(secret, "POST", AppWorld.PUBLIC + path, body.getBytes(UTF_8)));
    }

    private static HttpResponse<String> signed(String path, String body) {
        return post(path, body, v3(AppWorld.SECRET, path, body, Duration.ZERO));
    }

    private long stored() {
        return WORLD.database()
                .jdbc()
                .sql("select count(*) from workflow_execution where connection_id = ?")
                .param(UUID.fromString(calls.connectionId()))
                .query(Long.class)
                .single();
    }

    @Test
    void onlyHubSpotMayAsk() {
        var body = body("c1");
        var other = body("c2");
        var forgeries = List.of(
                Map.<String, String>of(),
                v3("another app's", SEND, body, Duration.ZERO),
                v3(AppWorld.SECRET, SEND, other, Duration.ZERO),
                v3(AppWorld.SECRET, "/webhooks/hubspot", body, Duration.ZERO),
                v3(AppWorld.SECRET, SEND, body, Duration.ofMinutes(-6)),
                v3(AppWorld.SECRET, SEND, body, Duration.ofMinutes(6)),
                v2("another app's", SEND, body),
                v2(AppWorld.SECRET, SEND, other),
                Map.of("X-HubSpot-Signature", "", "X-HubSpot-Signature-Version", "v2"));
        for (var forged : forgeries) {
            assertThat(post(SEND, body, forged).statusCode())
                    .as(forged.toString())
                    .isEqualTo(401);
        }
        var both = new HashMap<>(v2(AppWorld.SECRET, SEND, body));
        both.putAll(v3("another app's", SEND, body, Duration.ZERO));
        assertThat(post(SEND, body, both).statusCode())
                .as("a wrong version 3 is not made good by version 2")
                .isEqualTo(401);
        assertThat(stored()).isZero();
    }

    @Test
    void versionTwoIsTakenHereAlone() {
        var body = body("c3");
        assertThat(post(SEND, body, v2(AppWorld.SECRET, SEND, body)).statusCode())
                .isEqualTo(200);
        assertThat(post("/webhooks/hubspot", "[]", v2(AppWorld.SECRET, "/webhooks/hubspot", "[]"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aRepeatIsAnsweredTheSameAlsoWhenItWouldBeRefusedByNow() {
        var message = calls.message("m", "Hello");
        var body = body("c4").replace("\"text\":\"Hello\"", "\"message\":\"%s\"".formatted(message));
        var first = signed(SEND, body);
        assertThat(first.body())
                .isEqualTo("{\"outputFields\":{\"hs_execution_state\":\"BLOCK\",\"hs_expiration_duration\":\"P7D\"}}");
        calls.calls().call("DELETE", "/api/messages/" + message, null, 204);
        assertThat(signed(SEND, body).body()).isEqualTo(first.body());
        assertThat(signed(SEND, body.replace("c4", "c5")).body()).contains("NO_SUCH_MESSAGE");
        assertThat(stored()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"callbackId\":\"c\"}",
                "{\"origin\":{\"portalId\":1}}",
                "{\"callbackId\":\"\u0000\",\"origin\":{\"portalId\":1}}"
            })
    void whatIsNoRequestIsRefused(String body) {
        assertThat(signed(SEND, body).statusCode()).isEqualTo(400);
    }

    @Test
    void otherAddressesAndTooLongBodiesAreRefused() {
        assertThat(signed("/hubspot/actions/scenarios", body("c6")).statusCode())
                .isEqualTo(404);
        assertThat(signed("/hubspot/actions/options/messages", "{}").statusCode())
                .isEqualTo(400);
        var large = body("c6").replace("[1]", "\"%s\"".formatted("x".repeat(1 << 20)));
        assertThat(signed(SEND, large).statusCode()).isEqualTo(413);
    }

    @Test
    void aFullQueueAsksToComeAgainInMilliseconds() {
        calls.options(Map.of("quietHours", Map.of("from", "00:00", "to", "23:59")));
        var statuses = IntStream.range(0, 30)
                .map(i -> signed(SEND, body("full" + i)).statusCode())
                .boxed()
                .toList();
        assertThat(statuses).contains(200, 429).last().isEqualTo(429);
        assertThat(stored())
                .isEqualTo(statuses.stream().filter(status -> status == 200).count());
        assertThat(signed(SEND, body("full30")).headers().firstValue("Retry-After"))
                .hasValue("30000");
        calls.calls().call("DELETE", "/api/connections/" + calls.connectionId(), null, 204);
        eventually(
                "there is room again", () -> signed(SEND, body("full31")).body().contains("NOT_CONNECTED"));
        assertThat(stored()).isZero();
    }

    /** More than the filter for strangers would let in from one address. */
    @Test
    void aFloodOfStrangersStoresNothing() {
        IntStream.range(0, 400)
                .parallel()
                .forEach(i -> assertThat(post(SEND, body("s" + i), v2("guess", SEND, "x"))
                                .statusCode())
                        .isEqualTo(401));
        assertThat(stored()).isZero();
    }
}
