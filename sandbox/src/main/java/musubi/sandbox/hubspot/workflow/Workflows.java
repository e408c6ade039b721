package musubi.sandbox.hubspot.workflow;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The workflows of all portals that call the app's custom actions. As with HubSpot, a call is repeated when it is not answered
 * in time or with 5xx, after exactly as many milliseconds as a 429 asks for, and now and then for no reason; other 4xx are final. Order is not
 * kept. Of the answer {@code BLOCK} the workflow waits for a completion, for as long as the answer allows.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/automation/workflow-actions/custom-action-guide">Custom actions</a>
 */
public final class Workflows implements AutoCloseable {

    private static final String OPTIONS = "/hubspot/actions/options/";
    private static final int MAX_COMPLETIONS = 100;
    /** Three days with HubSpot. */
    private static final int ATTEMPTS = 40;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int AT_A_TIME = 40;

    private final Clock clock;
    private final Random random;
    private final ActionCalls calls;
    private final Map<String, BlockedExecution> executions = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final List<Long> waited = Collections.synchronizedList(new ArrayList<>());
    private int number;
    private volatile int times = 1;

    public Workflows(Clock clock, Random random) {
        this.clock = clock;
        this.random = random;
        this.calls = new ActionCalls(clock);
    }

    /**
     * Says where the actions are.
     *
     * @param secret of the app, by which calls are signed
     * @param address as the actions' definitions have it, without a path
     * @param reachedAt where it listens
     */
    public void action(String secret, String address, String reachedAt) {
        calls.secret = secret;
        calls.address = address;
        calls.reachedAt = reachedAt;
    }

    /** How calls are signed; {@link ActionSignature#V3} at first. */
    public void signature(ActionSignature wanted) {
        calls.signature = wanted;
    }

    /** How often each execution is called, whatever is answered; 1 at first. */
    public void times(int wanted) {
        times = wanted;
    }

    /** How long an answer may take. */
    public void allowed(Duration wanted) {
        calls.allowed = wanted;
    }

    /** The milliseconds that answers of 429 asked to wait. */
    public List<Long> waited() {
        return List.copyOf(waited);
    }

    /** Executes <em>send message</em> for these contacts in some order; returns the callback ids in theirs. */
    public List<String> execute(long portalId, List<String> contactIds, Map<String, String> inputs) {
        return execute(CustomAction.SEND_MESSAGE, portalId, contactIds, inputs);
    }

    /** Executes an action for these contacts in some order; returns the callback ids in theirs. */
    public List<String> execute(
            CustomAction action, long portalId, List<String> contactIds, Map<String, String> inputs) {
        var ids = new ArrayList<String>();
        var requests = new ArrayList<Request>();
        for (var contactId : contactIds) {
            var callbackId = nextId(portalId);
            executions.put(callbackId, new BlockedExecution(action, callbackId, portalId));
            ids.add(callbackId);
            var body = Json.bytes(body(callbackId, portalId, contactId, inputs));
            for (var i = 0; i < times; i++) {
                requests.add(new Request(callbackId, body));
            }
        }
        synchronized (random) {
            Collections.shuffle(requests, random);
        }
        requests.forEach(request -> executor.execute(() -> call(request)));
        return ids;
    }

    /** Calls once more for an execution that was called before, as it was. */
    public void again(String callbackId, String contactId, Map<String, String> inputs) {
        var execution = known(callbackId);
        call(new Request(callbackId, Json.bytes(body(callbackId, execution.portalId(), contactId, inputs))));
    }

    private record Request(String callbackId, byte[] body) {}

    private synchronized String nextId(long portalId) {
        number++;
        return "ap-%d-%d-7-0".formatted(portalId, 1_000_000_000L + number);
    }

    private static ObjectNode body(String callbackId, long portalId, String contactId, Map<String, String> inputs) {
        var body = Json.object().put("callbackId", callbackId);
        body.set("origin", origin(portalId));
        body.putObject("context").put("source", "WORKFLOWS").put("workflowId", 7_000_001);
        body.putObject("object").put("objectId", Long.parseLong(contactId)).put("objectType", "CONTACT");
        var fields = body.putObject("inputFields");
        inputs.forEach(fields::put);
        // newer requests carry the same once more, by another name
        body.set("fields", fields.deepCopy());
        return body;
    }

    private static ObjectNode origin(long portalId) {
        return Json.object()
                .put("portalId", portalId)
                .put("actionDefinitionId", 123_456)
                .put("actionDefinitionVersion", 1);
    }

    private void call(Request request) {
        var execution = known(request.callbackId());
        for (var attempt = 0; attempt < ATTEMPTS && !executor.isShutdown(); attempt++) {
            try {
                var answer = post(request);
                if (answer == null || answer.statusCode() >= 500) {
                    Thread.sleep(Math.min(20L << attempt, LONGEST_PAUSE.toMillis()));
                } else if (answer.statusCode() == 429) {
                    var millis = Long.parseLong(
                            answer.headers().firstValue("Retry-After").orElse("100"));
                    waited.add(millis);
                    Thread.sleep(Math.min(millis, LONGEST_PAUSE.toMillis()));
                } else {
                    settle(execution, answer);
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        execution.failed();
    }

    @Nullable
    private HttpResponse<byte[]> post(Request request) throws InterruptedException {
        places.acquire();
        try {
            var execution = known(request.callbackId());
            var answer = calls.post(execution.action().path(), request.body());
            execution.status(answer.statusCode());
            return answer;
        } catch (IOException e) {
            known(request.callbackId()).status(0);
            return null;
        } finally {
            places.release();
        }
    }

    private void settle(BlockedExecution execution, HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            execution.failed();
            return;
        }
        try {
            execution.answered(Json.read(answer.body()), clock.instant());
        } catch (Refusal | JacksonException e) {
            execution.failed();
        }
    }

    /** An execution as it is now. */
    public Execution find(String callbackId) {
        return known(callbackId).view(clock.instant());
    }

    private BlockedExecution known(String callbackId) {
        var found = executions.get(callbackId);
        if (found == null) {
            throw new IllegalArgumentException("no execution " + callbackId);
        }
        return found;
    }

    /** Asks for the choices of an input field as the editor of a workflow does. Fails when they are none that it shows. */
    public JsonNode options(long portalId, String field, Map<String, String> inputs, String query, String after)
            throws IOException, InterruptedException {
        var body = Json.object();
        body.set("origin", origin(portalId));
        body.put("objectTypeId", "0-1").put("inputFieldName", field);
        var fields = body.putObject("inputFields");
        inputs.forEach((name, value) ->
                fields.putObject(name).put("type", "STATIC_VALUE").put("value", value));
        var fetch = body.putObject("fetchOptions");
        if (!query.isEmpty()) {
            fetch.put("q", query);
        }
        if (!after.isEmpty()) {
            fetch.put("after", after);
        }
        var answer = calls.post(OPTIONS + field, Json.bytes(body));
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        var choices = Json.read(answer.body());
        choices.path("options").forEach(option -> {
            if (option.path("label").asString("").isEmpty()
                    || option.path("value").asString("").isEmpty()) {
                throw new IllegalStateException("a choice without label or value");
            }
        });
        return choices;
    }

    /** Completes one, or up to a hundred, of which each must be blocked: else none is completed. */
    public Answer complete(long portalId, Call call) {
        var now = clock.instant();
        var body = Body.of(call.request());
        if (!call.route().argument().isEmpty()) {
            blocked(portalId, call.route().argument()).complete(body.path("outputFields"), now);
            return Answer.empty(204);
        }
        var inputs = Body.inputs(body, MAX_COMPLETIONS);
        for (var input : inputs) {
            var id = Body.required(input, "callbackId");
            if (blocked(portalId, id).view(now).state() != ExecutionState.BLOCKED) {
                throw BlockedExecution.unknown(id);
            }
        }
        inputs.forEach(input ->
                blocked(portalId, Body.required(input, "callbackId")).complete(input.path("outputFields"), now));
        return Answer.empty(204);
    }

    private BlockedExecution blocked(long portalId, String callbackId) {
        var found = executions.get(callbackId);
        if (found == null || found.portalId() != portalId) {
            throw BlockedExecution.unknown(callbackId);
        }
        return found;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        calls.close();
    }
}
