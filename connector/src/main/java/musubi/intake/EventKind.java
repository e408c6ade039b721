package musubi.intake;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events can change a contact, and under which name each is counted. */
final class EventKind {

    /** Those of a person, one to one, that say something of their contact. */
    private static final Set<String> CHANGING = Set.of("follow", "unfollow", "message", "postback");

    /** All that LINE documents: a label must not grow with what strangers send. */
    private static final Set<String> DOCUMENTED = Set.of(
            "message",
            "messageEdited",
            "unsend",
            "follow",
            "unfollow",
            "join",
            "leave",
            "memberJoined",
            "memberLeft",
            "postback",
            "videoPlayComplete",
            "beacon",
            "accountLink",
            "membership",
            "delivery",
            "module",
            "activated",
            "deactivated",
            "botSuspended",
            "botResumed");

    private EventKind() {}

    static boolean changesContact(WebhookBody.Event event) {
        return CHANGING.contains(event.type()) && "user".equals(event.sourceType()) && isUserId(event.userId());
    }

    static String label(WebhookBody.Event event) {
        return DOCUMENTED.contains(event.type()) ? event.type() : "unknown";
    }

    private static boolean isUserId(@Nullable String userId) {
        if (userId == null || userId.length() != 33 || userId.charAt(0) != 'U') {
            return false;
        }
        return userId.chars()
                .skip(1)
                .allMatch(digit -> (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'));
    }
}
