package musubi.workflow;

import java.util.List;

/**
 * Whether workflows of a portal can use the action, and what came of it.
 *
 * @param missing what has to be set up before; none: the action can be used
 * @param waiting executions that HubSpot has not been told the outcome of
 * @param outcomes of the last seven days, the most frequent first
 */
public record WorkflowUse(List<Missing> missing, long waiting, List<OutcomeCount> outcomes) {

    public WorkflowUse {
        missing = List.copyOf(missing);
        outcomes = List.copyOf(outcomes);
    }

    /** What is missing. */
    public enum Missing {
        /** {@code musubi.hubspot.client-secret}, by which calls are known to be HubSpot's. */
        CLIENT_SECRET,
        /** An https address; HubSpot calls no other. */
        HTTPS,
        /** The scope {@code automation}: HubSpot refused what it was told. */
        SCOPE
    }
}
