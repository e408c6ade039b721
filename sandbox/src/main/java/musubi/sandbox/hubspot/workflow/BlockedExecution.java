package musubi.sandbox.hubspot.workflow;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import musubi.sandbox.hubspot.api.Refusal;
import tools.jackson.databind.JsonNode;

/** One execution, from its first request to its end. */
final class BlockedExecution {

    /** HubSpot's own, where the answer names none. */
    private static final Duration DEFAULT_EXPIRATION = Duration.ofDays(7);

    private final CustomAction action;
    private final String callbackId;
    private final long portalId;
    private final List<Integer> statuses = new ArrayList<>();
    private ExecutionState state = ExecutionState.SENDING;
    private Map<String, String> outputs = Map.of();
    private Instant expiresAt = Instant.MAX;
    private int completions;

    BlockedExecution(CustomAction action, String callbackId, long portalId) {
        this.action = action;
        this.callbackId = callbackId;
        this.portalId = portalId;
    }

    CustomAction action() {
        return action;
    }

    long portalId() {
        return portalId;
    }

    synchronized Execution view(Instant now) {
        expire(now);
        return new Execution(callbackId, state, outputs, List.copyOf(statuses), completions);
    }

    synchronized void status(int status) {
        statuses.add(status);
    }

    synchronized void failed() {
        if (state == ExecutionState.SENDING) {
            state = ExecutionState.FAILED;
        }
    }

    /**
     * An answer of 2xx. What was said before stays: it is one of several to the same execution.
     *
     * @throws Refusal when it is none that HubSpot takes
     */
    synchronized void answered(JsonNode body, Instant now) {
        var fields = body.path("outputFields");
        if (!fields.isObject()) {
            throw Refusal.malformed(": outputFields is no object");
        }
        var said = fields.path("hs_execution_state").asString("SUCCESS");
        var checked = checked(fields);
        var expiration = expiration(fields.path("hs_expiration_duration").asString(""), now);
        if (state != ExecutionState.SENDING) {
            return;
        }
        switch (said) {
            case "SUCCESS" -> end(ExecutionState.COMPLETED, checked);
            case "FAIL_CONTINUE" -> end(ExecutionState.FAILED_ON, checked);
            case "BLOCK", "ASYNC" -> {
                state = ExecutionState.BLOCKED;
                expiresAt = expiration;
            }
            default -> throw Refusal.malformed(": hs_execution_state " + said);
        }
    }

    private void end(ExecutionState ended, Map<String, String> values) {
        state = ended;
        outputs = values;
    }

    private static Instant expiration(String text, Instant now) {
        try {
            if (text.isEmpty()) {
                return now.plus(DEFAULT_EXPIRATION);
            }
            var time = text.indexOf('T');
            var days = text.equals("P") || time == 1
                    ? Period.ZERO
                    : Period.parse(time < 0 ? text : text.substring(0, time));
            var rest = time < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(time));
            return now.plus(days).plus(rest);
        } catch (DateTimeParseException e) {
            throw Refusal.malformed(": hs_expiration_duration " + text);
        }
    }

    /**
     * Completes it.
     *
     * @throws Refusal 404 when it is not blocked, or no longer; 400 when an output is none of the action's
     */
    synchronized void complete(JsonNode fields, Instant now) {
        expire(now);
        if (state != ExecutionState.BLOCKED) {
            throw unknown(callbackId);
        }
        if (!fields.isObject()) {
            throw Refusal.fieldsMissing(List.of("outputFields"));
        }
        end(ExecutionState.COMPLETED, checked(fields));
        completions++;
    }

    static Refusal unknown(String callbackId) {
        return Refusal.of(404, "No blocked execution of callback id " + callbackId, Refusal.OBJECT_NOT_FOUND);
    }

    private void expire(Instant now) {
        if (state == ExecutionState.BLOCKED && now.isAfter(expiresAt)) {
            state = ExecutionState.EXPIRED;
        }
    }

    private Map<String, String> checked(JsonNode fields) {
        var values = new LinkedHashMap<String, String>();
        fields.properties().forEach(field -> {
            if (field.getKey().startsWith("hs_")) {
                return;
            }
            if (!action.hasOutput(field.getKey()) || !field.getValue().isValueNode()) {
                throw Refusal.invalid("No output field of this action: " + field.getKey());
            }
            values.put(field.getKey(), field.getValue().asString(""));
        });
        var status = values.getOrDefault("status", "");
        if (!status.isEmpty() && !action.hasStatus(status)) {
            throw Refusal.invalid("No option of status: " + status);
        }
        if (!values.getOrDefault("sentAt", "0").matches("\\d{1,15}")) {
            throw Refusal.invalid("sentAt is no time in milliseconds");
        }
        return values;
    }
}
