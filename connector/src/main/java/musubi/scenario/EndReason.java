package musubi.scenario;

/** Why a scenario ended for a person. */
public enum EndReason {
    /** The last step was done. */
    END,
    /** The person blocks the account, or is no friend of it any more. */
    BLOCKED,
    OPTED_OUT,
    /** By one of the scenario's exits. */
    EXIT,
    /** An operator, or a workflow, took the person out. */
    REMOVED,
    /** The contact is deleted in HubSpot. */
    GONE
}
