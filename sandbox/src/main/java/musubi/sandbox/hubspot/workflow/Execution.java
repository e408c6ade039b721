package musubi.sandbox.hubspot.workflow;

import java.util.List;
import java.util.Map;

/**
 * An execution of an action for one contact.
 *
 * @param state as it is now
 * @param outputs by the names of the action's output fields; none before it is completed
 * @param statuses of all answers, in their order; 0: none in time
 * @param completions how often it was completed with success
 */
public record Execution(
        String callbackId,
        ExecutionState state,
        Map<String, String> outputs,
        List<Integer> statuses,
        int completions) {}
