package musubi.sandbox.hubspot.workflow;

/** What became of an execution of an action. */
public enum ExecutionState {
    /** Not answered yet, or to be sent again. */
    SENDING,
    /** The answer says that it is completed later. */
    BLOCKED,
    /** The answer, or a completion, says what came of it. */
    COMPLETED,
    /** The answer says that it failed and that the workflow goes on. */
    FAILED_ON,
    /** Refused for good, or never answered in the time that HubSpot tries. */
    FAILED,
    /** Blocked for longer than the answer allowed. */
    EXPIRED
}
