package musubi.hubspot.workflow;

import java.util.Map;

/**
 * What is told of an execution that was blocked.
 *
 * @param callbackId HubSpot's id of the execution
 * @param outputs by the names of the action's output fields
 */
public record Completion(String callbackId, Map<String, String> outputs) {

    public Completion {
        outputs = Map.copyOf(outputs);
    }
}
