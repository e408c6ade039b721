package musubi.workflow.send;

import java.util.Map;
import java.util.Optional;
import musubi.contact.FollowState;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.contact.PropertyNames;
import musubi.workflow.ExecutionReason;
import musubi.workflow.ExecutionStatus;
import musubi.workflow.Outcome;

/** Whether a contact gets a message. Pure. */
final class Decision {

    private Decision() {}

    /**
     * Why a contact gets nothing; empty when it gets the message. Who blocks the account cannot be reached; who has opted out is, by what is
     * transactional.
     *
     * @param properties as HubSpot answers, by name
     */
    static Optional<Outcome> against(Map<String, String> properties, PropertyNames names, boolean transactional) {
        var userId = userId(properties, names);
        if (userId.isEmpty()) {
            return Optional.of(Outcome.of(ExecutionReason.NO_LINE_USER_ID));
        }
        if (LineUserId.parse(userId).isEmpty()) {
            return Optional.of(Outcome.of(ExecutionReason.WRONG_LINE_USER_ID));
        }
        if (value(properties, names, LineProperty.FOLLOW).equals(FollowState.NO.name())) {
            return Optional.of(Outcome.of(ExecutionStatus.BLOCKED));
        }
        return !transactional && value(properties, names, LineProperty.OPT_OUT).equals(FollowState.YES.name())
                ? Optional.of(Outcome.of(ExecutionStatus.OPTED_OUT))
                : Optional.empty();
    }

    static String userId(Map<String, String> properties, PropertyNames names) {
        return value(properties, names, LineProperty.USER_ID);
    }

    private static String value(Map<String, String> properties, PropertyNames names, LineProperty property) {
        return properties.getOrDefault(names.of(property), "").strip();
    }
}
