package musubi.console.failures;

import java.util.Arrays;
import musubi.sync.Reason;

/** What the advice for a reason comes down to; its button is the primary one. */
enum NextStep {
    /** Something is to be corrected in HubSpot; where the contact is not known, to retry. */
    OPEN,
    RETRY,
    DELETE;

    /** @param reason name of a {@link Reason}; one of a later version can be retried */
    static NextStep of(String reason) {
        return Arrays.stream(Reason.values())
                .filter(each -> each.name().equals(reason))
                .findFirst()
                .map(NextStep::of)
                .orElse(RETRY);
    }

    private static NextStep of(Reason reason) {
        return switch (reason) {
            case PLACEHOLDER_OF_ANOTHER_FRIEND,
                    EMAIL_OF_ANOTHER_FRIEND,
                    MERGE_REFUSED,
                    LEFT_OUT_OF_ANSWERS,
                    NO_LINE_USER_ID -> OPEN;
            case VALUE_REFUSED,
                    PROPERTY_REFUSED,
                    VALUE_HELD_IN_RECYCLE_BIN,
                    PROPERTY_MISSING,
                    PROFILE_NOT_TOLD,
                    TASK_REFUSED,
                    ALWAYS_FAILS -> RETRY;
            case EMAIL_REFUSED, UNREADABLE -> DELETE;
        };
    }
}
