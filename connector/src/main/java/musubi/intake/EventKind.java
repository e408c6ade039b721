package musubi.intake;

import java.util.Set;
import musubi.contact.LineUserId;

/** Which events can change a contact, and under which name each is counted. */
final class EventKind {

    /** Those of a person, one to one, that say something of their contact. */
    private static final Set<String> CHANGING = Set.of("follow", "unfollow", "message", "unsend", "postback");

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
        var userId = event.userId();
        return CHANGING.contains(event.type())
                && "user".equals(event.sourceType())
                && userId != null
                && LineUserId.parse(userId).isPresent();
    }

    static String label(WebhookBody.Event event) {
        return DOCUMENTED.contains(event.type()) ? event.type() : "unknown";
    }
}
