package musubi.sandbox.hubspot.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Request;
import musubi.sandbox.http.SettableClock;
import musubi.sandbox.http.WebServer;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.webhook.WebhookSignatures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HubSpot's workflows, before a receiver that answers what it is told to. */
class WorkflowsTests {

    private static final String BLOCK =
            "{\"outputFields\":{\"hs_execution_state\":\"BLOCK\",\"hs_expiration_duration\":\"P1DT1H\"}}";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-27T00:00:00Z"));
    private final HubSpotStandIn hubspot = HubSpotStandIn.start(0, clock, 3);
    private final Portal portal = hubspot.addPortal(PortalOptions.defaults());
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Request> seen = new CopyOnWriteArrayList<>();
    private final WebServer receiver = WebServer.start(0, request -> {
        seen.add(request);
        synchronized (answers) {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }
    });

    @BeforeEach
    void listen() {
        hubspot.workflows()
                .action("secret", "https://musubi.example.com", receiver.url().toString());
    }

    @AfterEach
    void close() {
        hubspot.close();
        receiver.close();
    }

    private String execute(Answer... inTheirOrder) {
        answers.addAll(List.of(inTheirOrder));
        return hubspot.workflows()
                .execute(portal.id(), List.of("42"), Map.of("text", "Hello"))
                .getFirst();
    }

    private Execution reaches(String id, ExecutionState state) {
        until(() -> hubspot.workflows().find(id).state() == state);
        return hubspot.workflows().find(id);
    }

    private static void until(BooleanSupplier holds) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private int complete(String path, String body) throws IOException, InterruptedException {
        return complete(path, body, portal.accessToken());
    }

    private int complete(String path, String body, String token) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            hubspot.url().resolve("/automation/actions/callbacks/2026-09/" + path))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String outputs(String fields) {
        return "{\"outputFields\":{%s}}".formatted(fields);
    }

    @Test
    void aCallIsSignedOverItsPublicAddress() {
        hubspot.workflows().signature(ActionSignature.BOTH);
        var id = execute(Answer.text(200, BLOCK));
        reaches(id, ExecutionState.BLOCKED);
        var call = seen.getFirst();
        var url = "https://musubi.example.com/hubspot/actions/send-message";
        assertThat(call.header("x-hubspot-signature-v3"))
                .isEqualTo(WebhookSignatures.v3("secret", "POST", url, call.body(), clock.millis()));
        assertThat(call.header("x-hubspot-signature"))
                .isEqualTo(WebhookSignatures.v2("secret", "POST", url, call.body()));
        assertThat(new String(call.body(), UTF_8))
                .contains(id, "\"portalId\":" + portal.id(), "\"objectId\":42", "\"text\":\"Hello\"");
    }

    @Test
    void failuresAreRepeatedAndMillisecondsAreWaited() {
        var id = execute(Answer.empty(503), Answer.empty(429).with("Retry-After", "250"), Answer.text(200, BLOCK));
        assertThat(reaches(id, ExecutionState.BLOCKED).statuses()).containsExactly(503, 429, 200);
        assertThat(hubspot.workflows().waited()).containsExactly(250L);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404})
    void otherRefusalsAreFinal(int status) {
        var id = execute(Answer.empty(status));
        assertThat(reaches(id, ExecutionState.FAILED).statuses()).containsExactly(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"outputFields":{"hs_execution_state":"SUCCESS","status":"SENT"}}                      | COMPLETED
            {"outputFields":{"hs_execution_state":"FAIL_CONTINUE","status":"REFUSED"}}             | FAILED_ON
            {"outputFields":{"hs_execution_state":"FAIL_CONTINUE","status":"SENT_LATER"}}          | FAILED
            {"outputFields":{"hs_execution_state":"FAIL_CONTINUE","colour":"red"}}                 | FAILED
            {"outputFields":{"hs_execution_state":"WAIT"}}                                         | FAILED
            {"outputFields":{"hs_execution_state":"BLOCK","hs_expiration_duration":"7 days"}}      | FAILED
            {}                                                                                     | FAILED
            """)
    void anAnswerIsReadStrictly(String answer, ExecutionState state) {
        reaches(execute(Answer.text(200, answer)), state);
    }

    @Test
    void aBlockedExecutionIsCompletedOnce() throws IOException, InterruptedException {
        var id = execute(Answer.text(200, BLOCK));
        reaches(id, ExecutionState.BLOCKED);
        assertThat(complete(id + "/complete", outputs("\"status\":\"SOMETHING\"")))
                .isEqualTo(400);
        assertThat(complete(id + "/complete", outputs("\"sentAt\":\"yesterday\"")))
                .isEqualTo(400);
        assertThat(complete(id + "/complete", outputs("\"status\":\"SENT\",\"sentAt\":\"1\"")))
                .isEqualTo(204);
        assertThat(complete(id + "/complete", outputs("\"status\":\"BLOCKED\"")))
                .isEqualTo(404);
        assertThat(hubspot.workflows().find(id).outputs()).isEqualTo(Map.of("status", "SENT", "sentAt", "1"));
    }

    @Test
    void aBatchWithOneThatIsNotBlockedCompletesNone() throws IOException, InterruptedException {
        var id = execute(Answer.text(200, BLOCK));
        reaches(id, ExecutionState.BLOCKED);
        var input = "{\"callbackId\":\"%s\",\"outputFields\":{\"status\":\"SENT\"}}";
        assertThat(complete("complete", "{\"inputs\":[%s,%s]}".formatted(input.formatted(id), input.formatted("ap-1"))))
                .isEqualTo(404);
        assertThat(hubspot.workflows().find(id).state()).isEqualTo(ExecutionState.BLOCKED);
        assertThat(complete("complete", "{\"inputs\":[%s]}".formatted(input.formatted(id))))
                .isEqualTo(204);
        assertThat(hubspot.workflows().find(id).state()).isEqualTo(ExecutionState.COMPLETED);
    }

    @Test
    void onlyThePortalsOwnTokenWithTheScopeCompletes() throws IOException, InterruptedException {
        var id = execute(Answer.text(200, BLOCK));
        reaches(id, ExecutionState.BLOCKED);
        var body = outputs("\"status\":\"SENT\"");
        var other = hubspot.addPortal(PortalOptions.defaults());
        var poor = hubspot.addPortal(PortalOptions.defaults().scopes(Set.of("oauth")));
        assertThat(complete(id + "/complete", body, other.accessToken())).isEqualTo(404);
        assertThat(complete(id + "/complete", body, poor.accessToken())).isEqualTo(403);
    }

    @Test
    void whatWaitsTooLongExpires() throws IOException, InterruptedException {
        var id = execute(Answer.text(200, BLOCK));
        reaches(id, ExecutionState.BLOCKED);
        clock.advance(Duration.ofHours(25));
        assertThat(hubspot.workflows().find(id).state()).isEqualTo(ExecutionState.BLOCKED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(complete(id + "/complete", outputs("\"status\":\"SENT\""))).isEqualTo(404);
        assertThat(hubspot.workflows().find(id).state()).isEqualTo(ExecutionState.EXPIRED);
    }
}
