package musubi.workflow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.inbox.Sha256Id;
import tools.jackson.databind.JsonNode;

/**
 * What HubSpot sends when a workflow comes to an action.
 *
 * @param recordId of the contact; empty: the workflow is about something else
 * @param inputs the values of the action's input fields that have one
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/automation/workflow-actions/custom-action-guide">Custom actions</a>
 */
record ExecutionRequest(String callbackId, long portalId, OptionalLong recordId, Map<String, String> inputs) {

    private static final Pattern CALLBACK_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final Pattern RECORD_ID = Pattern.compile("\\d{1,18}");

    /** Empty when it is no such request. */
    static Optional<ExecutionRequest> of(JsonNode body) {
        var callbackId = body.path("callbackId").asString("");
        var portalId = body.path("origin").path("portalId").asLong(0);
        if (!CALLBACK_ID.matcher(callbackId).matches() || portalId <= 0) {
            return Optional.empty();
        }
        return Optional.of(new ExecutionRequest(
                callbackId, portalId, recordId(body.path("object")), inputs(body.path("inputFields"))));
    }

    /** The same for each repeat of a request. */
    UUID id() {
        return Sha256Id.of(portalId + " " + callbackId);
    }

    private static OptionalLong recordId(JsonNode object) {
        var type =
                object.path("objectType").asString(object.path("objectTypeId").asString(""));
        var id = object.path("objectId").asString("");
        return (type.equals("CONTACT") || type.equals("0-1"))
                        && RECORD_ID.matcher(id).matches()
                ? OptionalLong.of(Long.parseLong(id))
                : OptionalLong.empty();
    }

    /** A value stands for itself in executions, and below {@code value} where the choices of another field are asked for. */
    static Map<String, String> inputs(JsonNode fields) {
        var inputs = new HashMap<String, String>();
        fields.properties().forEach(field -> {
            var value = field.getValue().isObject()
                    ? field.getValue().path("value").asString("")
                    : field.getValue().asString("");
            if (!value.isBlank()) {
                inputs.put(field.getKey(), value);
            }
        });
        return inputs;
    }

    /** Leaves out the person and what is written to them. */
    @Override
    public String toString() {
        return "ExecutionRequest[%s]".formatted(callbackId);
    }
}
