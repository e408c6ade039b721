package musubi.workflow;

/** What came of an execution: the options of the action's output {@code status}, by which a workflow branches. */
public enum ExecutionStatus {
    /** LINE has accepted the message. */
    SENT,
    /** The friend blocks the account. */
    BLOCKED,
    /** The contact is no friend of the account. */
    NOT_A_FRIEND,
    /** The friend wants no such messages. */
    OPTED_OUT,
    /** It was not to be sent, by a rule. */
    SKIPPED,
    /** It cannot be sent, or nobody knows whether it was. */
    REFUSED
}
