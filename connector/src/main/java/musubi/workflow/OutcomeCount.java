package musubi.workflow;

import java.util.Optional;

/**
 * How many executions had which outcome.
 *
 * @param told whether HubSpot took it
 */
public record OutcomeCount(ExecutionStatus status, Optional<ExecutionReason> reason, boolean told, long executions) {}
