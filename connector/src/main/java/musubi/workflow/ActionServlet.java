package musubi.workflow;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import musubi.hubspot.HubSpotSettings;
import musubi.hubspot.HubSpotSignature;
import musubi.system.Problems;
import musubi.system.PublicAddress;
import musubi.system.trace.Traces;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /hubspot/actions/…}: HubSpot's workflows. A message's execution is answered {@code BLOCK} only when it is on
 * disk; a scenario's is carried out before it is answered. What cannot be carried out
 * is answered {@code FAIL_CONTINUE} with outputs, so that the workflow can branch: HubSpot would take a 4xx as a failure without any. A plain
 * servlet as the webhooks are: there are many such requests at once.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/automation/workflow-actions/custom-action-guide">Custom actions</a>
 */
class ActionServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String ROUTE = "/hubspot/actions/{action}";
    private static final String V3 = "X-HubSpot-Signature-v3";
    private static final String OLDER = "X-HubSpot-Signature";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of the database's connections, so that some are left for webhooks. */
    private static final int PLACES = 6;

    private static final long PLACE_TIMEOUT_MS = 900;
    private static final String RETRY_SOON_MS = "1000";
    private static final String RETRY_LATER_MS = "30000";

    private final transient TakeExecution take;
    private final transient ExecuteScenario scenario;
    private final transient ActionOptions options;
    private final transient WaitingExecutions waiting;
    private final transient HubSpotSettings settings;
    private final transient PublicAddress address;
    private final transient Traces traces;
    private final transient Clock clock;
    private final transient Semaphore places = new Semaphore(PLACES, true);

    ActionServlet(
            TakeExecution take,
            ExecuteScenario scenario,
            ActionOptions options,
            WaitingExecutions waiting,
            HubSpotSettings settings,
            PublicAddress address,
            Traces traces,
            Clock clock) {
        this.take = take;
        this.scenario = scenario;
        this.options = options;
        this.waiting = waiting;
        this.settings = settings;
        this.address = address;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // without a signature the body is not read; size and time of reading others are limited by the valve in front
        var signed = settings.clientSecret() != null && (has(request, V3) || has(request, OLDER));
        var body = signed ? request.getInputStream().readAllBytes() : new byte[0];
        if (!signed || !isSigned(request, body)) {
            Problems.send(
                    response,
                    401,
                    "Signature does not match",
                    "A signature of version 3, not older than five minutes, or of version 2 was expected, made with"
                            + " musubi.hubspot.client-secret over musubi.public-base-url.");
            return;
        }
        try (var span = traces.request("POST").route(ROUTE)) {
            answer(String.valueOf(request.getPathInfo()), read(body), response);
            span.status(response.getStatus());
        }
    }

    private void answer(String action, JsonNode json, HttpServletResponse response) throws IOException {
        switch (action) {
            case "/send-message" -> send(json, response);
            case "/scenario" -> changeScenario(json, response);
            case "/options/connections" -> choices(json, response, options::connections);
            case "/options/messages" -> choices(json, response, options::messages);
            case "/options/scenarios" -> choices(json, response, options::scenarios);
            default ->
                Problems.send(response, 404, "No such action", "There are send-message, scenario and their options.");
        }
    }

    private static boolean has(HttpServletRequest request, String header) {
        return request.getHeader(header) != null;
    }

    private boolean isSigned(HttpServletRequest request, byte[] body) {
        var secret = String.valueOf(settings.clientSecret());
        var query = request.getQueryString();
        var called = address.base() + request.getRequestURI() + (query == null ? "" : "?" + query);
        return has(request, V3)
                ? HubSpotSignature.matches(
                        secret,
                        request.getMethod(),
                        called,
                        body,
                        request.getHeader("X-HubSpot-Request-Timestamp"),
                        request.getHeader(V3),
                        clock.instant())
                : HubSpotSignature.matchesV2(secret, request.getMethod(), called, body, request.getHeader(OLDER));
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException ignored) {
            return JSON.missingNode();
        }
    }

    private void send(JsonNode body, HttpServletResponse response) throws IOException {
        if (waiting.areTooMany() && ExecutionRequest.of(body).isPresent()) {
            comeAgain(response, RETRY_LATER_MS);
        } else {
            execute(
                    body,
                    response,
                    request -> take.take(request)
                            .map(reason -> ended(Outcome.of(reason)))
                            .orElseGet(this::waits));
        }
    }

    private void changeScenario(JsonNode body, HttpServletResponse response) throws IOException {
        execute(body, response, request -> ended(scenario.change(request)));
    }

    private void execute(JsonNode body, HttpServletResponse response, Function<ExecutionRequest, ObjectNode> carryOut)
            throws IOException {
        var request = ExecutionRequest.of(body);
        if (request.isEmpty()) {
            refuse(response);
        } else if (!place()) {
            comeAgain(response, RETRY_SOON_MS);
        } else {
            try {
                send(response, carryOut.apply(request.get()));
            } catch (DataAccessException | TransactionException e) {
                Problems.send(
                        response, 503, "Cannot be stored now", "Nothing was taken in. Send the same again later.");
            } finally {
                places.release();
            }
        }
    }

    /** The workflow waits until it is told what came of it. */
    private ObjectNode waits() {
        waiting.added();
        var answer = JSON.createObjectNode();
        answer.putObject("outputFields")
                .put("hs_execution_state", "BLOCK")
                .put("hs_expiration_duration", "P%dD".formatted(TakeExecution.EXPIRATION.toDays()));
        return answer;
    }

    /** The workflow goes on at once. */
    private static ObjectNode ended(Outcome outcome) {
        var answer = JSON.createObjectNode();
        var fields = answer.putObject("outputFields");
        outcome.outputs().forEach(fields::put);
        fields.put("hs_execution_state", outcome.status() == ExecutionStatus.REFUSED ? "FAIL_CONTINUE" : "SUCCESS");
        return answer;
    }

    private void choices(JsonNode body, HttpServletResponse response, Function<JsonNode, ObjectNode> asked)
            throws IOException {
        if (!ActionOptions.isRequest(body)) {
            refuse(response);
        } else if (!place()) {
            comeAgain(response, RETRY_SOON_MS);
        } else {
            try {
                send(response, asked.apply(body));
            } catch (DataAccessException | TransactionException e) {
                Problems.send(response, 503, "No choices now", "Ask for the same again later.");
            } finally {
                places.release();
            }
        }
    }

    private boolean place() {
        try {
            return places.tryAcquire(PLACE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        Problems.send(
                response, 400, "Not a request of an action", "A JSON object as HubSpot documents it was expected.");
    }

    /** HubSpot reads the header as milliseconds. */
    private static void comeAgain(HttpServletResponse response, String millis) throws IOException {
        response.setHeader("Retry-After", millis);
        Problems.send(response, 429, "Too many executions wait", "Nothing was taken in. Send the same again later.");
    }

    private static void send(HttpServletResponse response, ObjectNode answer) throws IOException {
        var body = JSON.writeValueAsBytes(answer);
        response.setStatus(200);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
