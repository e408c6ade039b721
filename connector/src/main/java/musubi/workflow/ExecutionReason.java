package musubi.workflow;

/** Why nothing was sent or changed: an action's output {@code reason}. Each belongs to one {@link ExecutionStatus}. */
public enum ExecutionReason {
    /** The contact has no LINE User ID. */
    NO_LINE_USER_ID(ExecutionStatus.NOT_A_FRIEND),
    /** What the contact has as its LINE User ID cannot be one. */
    WRONG_LINE_USER_ID(ExecutionStatus.NOT_A_FRIEND),
    /** The contact was deleted. */
    NO_CONTACT(ExecutionStatus.NOT_A_FRIEND),
    /** Of {@link WhenQuiet#SKIP}. */
    QUIET_HOURS(ExecutionStatus.SKIPPED),
    /** A value that the message needs is missing on the contact. */
    MISSING_VALUE(ExecutionStatus.SKIPPED),
    /** With this contact's values the message is longer than LINE takes. */
    TOO_LONG(ExecutionStatus.SKIPPED),
    /** It could not be sent for a day, and is no longer wanted. */
    TOO_LATE(ExecutionStatus.SKIPPED),
    /** No account is connected to the portal. */
    NOT_CONNECTED(ExecutionStatus.REFUSED),
    /** The portal has several accounts, and the action names none. */
    CONNECTION_MISSING(ExecutionStatus.REFUSED),
    /** The portal has no such account. */
    NO_SUCH_CONNECTION(ExecutionStatus.REFUSED),
    /** There is no such saved message. */
    NO_SUCH_MESSAGE(ExecutionStatus.REFUSED),
    /** The action has neither a message nor a text. */
    MESSAGE_MISSING(ExecutionStatus.REFUSED),
    /** The action has both. */
    MESSAGE_AND_TEXT(ExecutionStatus.REFUSED),
    /** The text is longer than LINE takes. */
    TEXT_TOO_LONG(ExecutionStatus.REFUSED),
    /** An input has a value that it cannot have. */
    WRONG_INPUT(ExecutionStatus.REFUSED),
    /** The workflow is not about contacts. */
    NOT_A_CONTACT(ExecutionStatus.REFUSED),
    /** The saved message can no longer be sent. */
    MESSAGE_INVALID(ExecutionStatus.REFUSED),
    /** LINE does not take it. */
    LINE_REFUSED(ExecutionStatus.REFUSED),
    /** LINE did not say whether it took it, and trying again could double it. */
    OUTCOME_UNKNOWN(ExecutionStatus.REFUSED),
    /** The account's messages of this month are used up. */
    QUOTA(ExecutionStatus.REFUSED),
    /** LINE refuses the account's credentials, or does not allow it to send. */
    LINE_ACCESS(ExecutionStatus.REFUSED),
    /** It was stopped. */
    CANCELLED(ExecutionStatus.REFUSED),
    /** The action names no scenario. */
    SCENARIO_MISSING(ExecutionStatus.REFUSED),
    /** The portal's accounts have no such scenario. */
    NO_SUCH_SCENARIO(ExecutionStatus.REFUSED),
    /** The scenario is switched off: it lets nobody in. */
    SCENARIO_OFF(ExecutionStatus.REFUSED),
    /** The contact is in the scenario already. */
    ALREADY_IN(ExecutionStatus.UNCHANGED),
    /** The contact was in the scenario, and may not come into it again, or not yet. */
    NOT_AGAIN(ExecutionStatus.UNCHANGED),
    /** The contact is not in the scenario. */
    NOT_IN(ExecutionStatus.UNCHANGED);

    private final ExecutionStatus status;

    ExecutionReason(ExecutionStatus status) {
        this.status = status;
    }

    /** The status that it explains. */
    public ExecutionStatus status() {
        return status;
    }
}
