package musubi.intake;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.contact.OptOutWords;
import musubi.inbox.EventKind;

/** The types of LINE's webhook events: which of them can change a contact, and under which name each is counted. */
final class LineEventType {

    private static final Map<String, EventKind> KINDS = Map.of(
            "follow", EventKind.FOLLOW,
            "unfollow", EventKind.UNFOLLOW,
            "message", EventKind.MESSAGE,
            "unsend", EventKind.UNSEND,
            "postback", EventKind.POSTBACK);

    /** All that LINE documents. Others share one label, so that a metric does not grow with what strangers send. */
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

    private LineEventType() {}

    /** The kind of an event that can change a contact; empty for others, and for those of groups and of no user. */
    static Optional<EventKind> kind(WebhookBody.Event event, OptOutWords words) {
        return event.isOfUser()
                ? choice(event, words).or(() -> Optional.ofNullable(KINDS.get(event.type())))
                : Optional.empty();
    }

    private static Optional<EventKind> choice(WebhookBody.Event event, OptOutWords words) {
        var chosen = event.text().flatMap(words::byText).or(() -> event.data().flatMap(OptOutWords::byData));
        return chosen.map(optedOut -> optedOut ? EventKind.OPT_OUT : EventKind.OPT_IN);
    }

    static String label(WebhookBody.Event event) {
        return DOCUMENTED.contains(event.type()) ? event.type() : "unknown";
    }
}
