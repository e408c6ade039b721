package musubi.sync;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import musubi.contact.Change;
import musubi.contact.CleanText;
import musubi.contact.FollowState;
import musubi.contact.FriendEvent;
import musubi.contact.LoginConsent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what stands in the inbox: webhook events as LINE sent them, and our own wish to complete a profile.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects">Webhook events</a>
 */
public final class Payload {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Stands in a message in the place of its text. */
    private static final String TAKEN_BACK = "takenBack";

    /** Name and picture are still to be asked of LINE. */
    static final byte[] COMPLETE_PROFILE = "{\"type\":\"musubi.completeProfile\"}".getBytes(StandardCharsets.UTF_8);

    /** Name and picture are still to be asked of LINE. */
    public static byte[] completeProfile() {
        return COMPLETE_PROFILE.clone();
    }

    /**
     * An operator imports the friend.
     *
     * @param at when the import took them from the list
     */
    public static byte[] imported(Instant at) {
        return JSON.writeValueAsBytes(
                JSON.createObjectNode().put("type", "musubi.import").put("timestamp", at.toEpochMilli()));
    }

    /**
     * Somebody gave a HubSpot contact the friend's id.
     *
     * @param at when that was seen
     * @param recordId the contact's
     */
    public static byte[] outside(Instant at, String recordId) {
        return JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("type", "musubi.outside")
                .put("timestamp", at.toEpochMilli())
                .put("objectId", recordId));
    }

    /**
     * The owner of the friend's contact is to get a task.
     *
     * @param at when the message was written that asks for it
     */
    static byte[] task(Instant at) {
        return JSON.writeValueAsBytes(
                JSON.createObjectNode().put("type", "musubi.task").put("timestamp", at.toEpochMilli()));
    }

    /** For when a task is wished; empty when the payload is no such wish. */
    static Optional<Instant> task(byte[] payload) {
        try {
            var event = JSON.readTree(payload);
            return event.path("type").asString("").equals("musubi.task")
                    ? Optional.of(Instant.ofEpochMilli(event.path("timestamp").asLong()))
                    : Optional.empty();
        } catch (JacksonException ignored) {
            return Optional.empty();
        }
    }

    /** The record id of the HubSpot contact that brought the event in; empty when none did. */
    static String recordId(byte[] payload) {
        try {
            return JSON.readTree(payload).path("objectId").asString("");
        } catch (JacksonException ignored) {
            return "";
        }
    }

    /**
     * The friend consented on LINE Login.
     *
     * @param follows whether they follow the account, where LINE said so
     */
    public static byte[] loggedIn(LoginConsent login, Optional<Boolean> follows) {
        var payload = JSON.createObjectNode()
                .put("type", "musubi.login")
                .put("timestamp", login.at().toEpochMilli());
        login.name().flatMap(CleanText::of).ifPresent(name -> payload.put("name", name));
        login.pictureUrl().flatMap(CleanText::httpsUrl).ifPresent(url -> payload.put("pictureUrl", url));
        login.email().flatMap(CleanText::of).ifPresent(email -> payload.put("email", email));
        follows.ifPresent(follow -> payload.put("follows", follow));
        login.link().ifPresent(link -> {
            var of = payload.putObject("link")
                    .put("id", link.id())
                    .put("title", link.title())
                    .put("openedAt", link.openedAt().toEpochMilli());
            link.originalSource().ifPresent(source -> of.put("originalSource", source));
        });
        return JSON.writeValueAsBytes(payload);
    }

    private static Change loggedIn(JsonNode event) {
        var link = event.path("link");
        var login = new LoginConsent(
                Instant.ofEpochMilli(event.path("timestamp").asLong()),
                text(event, "name"),
                text(event, "pictureUrl").flatMap(CleanText::httpsUrl),
                text(event, "email"),
                text(link, "title").isPresent()
                        ? Optional.of(new LoginConsent.ViaLink(
                                link.path("id").asString(""),
                                text(link, "title").orElseThrow(),
                                text(link, "originalSource"),
                                Instant.ofEpochMilli(link.path("openedAt").asLong())))
                        : Optional.empty());
        var follows = event.path("follows");
        return Change.loggedIn(
                login,
                follows.isBoolean()
                        ? Optional.of(follows.asBoolean() ? FollowState.YES : FollowState.NO)
                        : Optional.empty());
    }

    private static Optional<String> text(JsonNode node, String field) {
        return CleanText.of(node.path(field).asString(""));
    }

    /** The same without what the friend wrote or sent, when it is one of these messages; else as it is. */
    static byte[] without(Set<String> messageIds, byte[] payload) {
        try {
            var event = JSON.readTree(payload);
            var message = event.path("message");
            if (!event.path("type").asString("").equals("message")
                    || !messageIds.contains(message.path("id").asString(""))
                    || message.has(TAKEN_BACK)) {
                return payload;
            }
            var isText = message.path("type").asString("").equals("text");
            var left = ((ObjectNode) event).putObject("message");
            left.set("type", message.path("type"));
            left.set("id", message.path("id"));
            if (isText) {
                left.put(TAKEN_BACK, true);
            }
            return JSON.writeValueAsBytes(event);
        } catch (JacksonException ignored) {
            return payload;
        }
    }

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
                case "musubi.login" -> Optional.of(loggedIn(event));
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
            case "message" ->
                Optional.of(new FriendEvent.Wrote(
                        at, event.path("message").path("id").asString(""), text(event.path("message"))));
            case "unsend" ->
                text(event.path("unsend"), "messageId").map(messageId -> new FriendEvent.TookBack(at, messageId));
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(JsonNode message) {
        if (message.path(TAKEN_BACK).asBoolean(false)) {
            return Optional.of("");
        }
        return text(message, "text")
                .filter(ignored -> message.path("type").asString("").equals("text"));
    }
}
