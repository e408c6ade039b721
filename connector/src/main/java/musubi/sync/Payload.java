package musubi.sync;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import musubi.contact.Change;
import musubi.contact.FriendEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what stands in the inbox: webhook events as LINE sent them, and our own wish to complete a profile.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects">Webhook events</a>
 */
public final class Payload {

    /** Name and picture are still to be asked of LINE. */
    static final byte[] COMPLETE_PROFILE = "{\"type\":\"musubi.completeProfile\"}".getBytes(StandardCharsets.UTF_8);

    /**
     * An operator imports the friend.
     *
     * @param at when the import took them from the list
     */
    public static byte[] imported(Instant at) {
        return payload("musubi.import", at);
    }

    /**
     * Somebody gave a HubSpot contact the friend's id.
     *
     * @param at when that was seen
     */
    public static byte[] outside(Instant at) {
        return payload("musubi.outside", at);
    }

    private static byte[] payload(String type, Instant at) {
        return "{\"type\":\"%s\",\"timestamp\":%d}"
                .formatted(type, at.toEpochMilli())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Payload() {}

    /** What the payload says of the friend; empty when it cannot be read. */
    static Optional<Change> change(byte[] payload) {
        try {
            var event = JSON.readTree(payload);
            if (event.has("subscriptionType") || event.has("eventType")) {
                // HubSpot tells that a contact's LINE user id was changed
                return Optional.of(Change.outside(
                        Instant.ofEpochMilli(event.path("occurredAt").asLong())));
            }
            return switch (event.path("type").asString("")) {
                case "musubi.completeProfile" -> Optional.of(Change.PROFILE_ONLY);
                case "musubi.outside" ->
                    Optional.of(Change.outside(
                            Instant.ofEpochMilli(event.path("timestamp").asLong())));
                case "musubi.import" ->
                    Optional.of(Change.imported(
                            Instant.ofEpochMilli(event.path("timestamp").asLong())));
                default -> event(event).map(Change::of);
            };
        } catch (JacksonException ignored) {
            return Optional.empty();
        }
    }

    private static Optional<FriendEvent> event(JsonNode event) {
        if (!event.path("timestamp").isIntegralNumber()) {
            return Optional.empty();
        }
        var at = Instant.ofEpochMilli(event.path("timestamp").asLong());
        return switch (event.path("type").asString("")) {
            case "follow" ->
                Optional.of(new FriendEvent.Followed(
                        at, event.path("follow").path("isUnblocked").asBoolean(false)));
            case "unfollow" -> Optional.of(new FriendEvent.Blocked(at));
            case "postback" -> Optional.of(new FriendEvent.Tapped(at));
            case "message" -> Optional.of(new FriendEvent.Wrote(at, text(event.path("message"))));
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(JsonNode message) {
        // a blank value would clear the property, and NUL is nowhere welcome
        return Optional.of(message.path("text").asString(""))
                .filter(ignored -> message.path("type").asString("").equals("text"))
                .map(text -> text.replace("\0", ""))
                .filter(text -> !text.isBlank());
    }
}
