package musubi.workflow;

import java.util.List;

/** What came of an execution: the options of an action's output {@code status}, by which a workflow branches. */
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
    /** It cannot be carried out, or nobody knows whether a message was sent. */
    REFUSED,
    /** The contact is in the scenario now. */
    ADDED,
    /** The contact is in the scenario no longer. */
    REMOVED,
    /** The contact was in the scenario, or was not, or may not come into it again. */
    UNCHANGED;

    /** The options of the action <em>Send LINE message</em>. */
    public static List<ExecutionStatus> ofMessages() {
        return List.of(SENT, BLOCKED, NOT_A_FRIEND, OPTED_OUT, SKIPPED, REFUSED);
    }

    /** The options of the action <em>Add to or take out of a LINE scenario</em>. */
    public static List<ExecutionStatus> ofScenarios() {
        return List.of(ADDED, REMOVED, UNCHANGED, REFUSED);
    }
}
