package musubi.inbox.migration;

import musubi.inbox.EventKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Finds the kind of an event that was stored without one, by the payloads that versions before 31 of the schema wrote. */
final class KindOfPayload {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private KindOfPayload() {}

    /** {@link EventKind#UNKNOWN} when it is none of them. */
    static EventKind find(byte[] payload) {
        try {
            var event = JSON.readTree(payload);
            if (event.has("subscriptionType") || event.has("eventType")) {
                return EventKind.CONTACT_CHANGED;
            }
            return switch (event.path("type").asString("")) {
                case "follow" -> EventKind.FOLLOW;
                case "unfollow" -> EventKind.UNFOLLOW;
                case "message" -> EventKind.MESSAGE;
                case "unsend" -> EventKind.UNSEND;
                case "postback" -> EventKind.POSTBACK;
                case "musubi.login" -> EventKind.LOGIN;
                case "musubi.import" -> EventKind.IMPORT;
                case "musubi.outside" -> EventKind.CONTACT_FOUND;
                case "musubi.completeProfile" -> EventKind.COMPLETE_PROFILE;
                case "musubi.task" -> EventKind.TASK;
                default -> EventKind.UNKNOWN;
            };
        } catch (JacksonException ignored) {
            return EventKind.UNKNOWN;
        }
    }
}
