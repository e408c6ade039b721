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
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads the payloads of events: webhook events as LINE and HubSpot sent them, and those that Musubi makes itself. The kind of an
 * event says which it is; only its contents are read from the JSON.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects">Webhook events</a>
 */
public final class Payload {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A field that replaces the text of a message that was taken back. */
    private static final String TAKEN_BACK = "takenBack";

    /** LINE has not told the friend's name and picture yet: it is asked again. */
    public static final EventPayload COMPLETE_PROFILE =
            new EventPayload(EventKind.COMPLETE_PROFILE, "{}".getBytes(StandardCharsets.UTF_8));

    /**
     * An operator imports the friend.
     *
     * @param at when the import took them from the list
     */
    public static EventPayload imported(Instant at) {
        return of(EventKind.IMPORT, at(at));
    }

    /**
     * Somebody gave a HubSpot contact the friend's id.
     *
     * @param at when that was seen
     * @param recordId the contact's
     */
    public static EventPayload outside(Instant at, String recordId) {
        return of(EventKind.CONTACT_FOUND, at(at).put("objectId", recordId));
    }

    /**
     * The owner of the friend's contact is to get a task.
     *
     * @param at when the message was written that asks for it
     */
    static EventPayload task(Instant at) {
        return of(EventKind.TASK, at(at));
    }

    private static ObjectNode at(Instant at) {
        return JSON.createObjectNode().put("timestamp", at.toEpochMilli());
    }

    private static EventPayload of(EventKind kind, ObjectNode json) {
        return new EventPayload(kind, JSON.writeValueAsBytes(json));
    }

    /** When the message was written that asks for a task; empty when the payload is no request for a task. */
    static Optional<Instant> task(EventPayload payload) {
        return payload.kind() == EventKind.TASK
                ? read(payload.json())
                        .map(event ->
                                Instant.ofEpochMilli(event.path("timestamp").asLong()))
                : Optional.empty();
    }

    /** The record id of the HubSpot contact that brought the event in; empty when none did. */
    static String recordId(EventPayload payload) {
        return read(payload.json())
                .map(event -> event.path("objectId").asString(""))
                .orElse("");
    }

    /** Empty when it is not JSON. */
    private static Optional<JsonNode> read(byte[] json) {
        try {
            return Optional.of(JSON.readTree(json));
        } catch (JacksonException ignored) {
            return Optional.empty();
        }
    }

    /**
     * The friend consented on LINE Login.
     *
     * @param follows whether they follow the account, where LINE said so
     */
    public static EventPayload loggedIn(LoginConsent login, Optional<Boolean> follows) {
        var payload = at(login.at());
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
        return of(EventKind.LOGIN, payload);
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

    /**
     * The payload of a {@link EventKind#MESSAGE} without what the friend wrote or sent, when it is one of these messages; else as it is.
     */
    static byte[] without(Set<String> messageIds, byte[] json) {
        return read(json)
                .filter(event ->
                        messageIds.contains(event.path("message").path("id").asString("")))
                .filter(event -> !event.path("message").has(TAKEN_BACK))
                .map(event -> JSON.writeValueAsBytes(withoutContent((ObjectNode) event)))
                .orElse(json);
    }

    private static ObjectNode withoutContent(ObjectNode event) {
        var message = event.path("message");
        var left = event.putObject("message");
        left.set("type", message.path("type"));
        left.set("id", message.path("id"));
        if (message.path("type").asString("").equals("text")) {
            left.put(TAKEN_BACK, true);
        }
        return event;
    }

    private Payload() {}

    /** What the payload says about the friend; empty when it says nothing about them, or cannot be read. */
    static Optional<Change> change(EventPayload payload) {
        return read(payload.json()).flatMap(event -> change(payload.kind(), event));
    }

    private static Optional<Change> change(EventKind kind, JsonNode event) {
        return switch (kind) {
            case FOLLOW ->
                sentAt(event)
                        .map(at -> new FriendEvent.Followed(
                                at, event.path("follow").path("isUnblocked").asBoolean(false)))
                        .map(Change::of);
            case UNFOLLOW -> sentAt(event).map(FriendEvent.Blocked::new).map(Change::of);
            case POSTBACK -> sentAt(event).map(FriendEvent.Tapped::new).map(Change::of);
            case OPT_OUT ->
                sentAt(event).map(at -> new FriendEvent.ChoseDelivery(at, true)).map(Change::of);
            case OPT_IN ->
                sentAt(event)
                        .map(at -> new FriendEvent.ChoseDelivery(at, false))
                        .map(Change::of);
            case MESSAGE ->
                sentAt(event)
                        .map(at -> new FriendEvent.Wrote(
                                at, event.path("message").path("id").asString(""), text(event.path("message"))))
                        .map(Change::of);
            case UNSEND ->
                sentAt(event)
                        .flatMap(at -> text(event.path("unsend"), "messageId")
                                .map(messageId -> new FriendEvent.TookBack(at, messageId)))
                        .map(Change::of);
            case LOGIN -> Optional.of(loggedIn(event));
            case IMPORT ->
                Optional.of(Change.imported(
                        Instant.ofEpochMilli(event.path("timestamp").asLong())));
            case CONTACT_CHANGED ->
                Optional.of(Change.outside(
                        Instant.ofEpochMilli(event.path("occurredAt").asLong())));
            case CONTACT_FOUND ->
                Optional.of(Change.outside(
                        Instant.ofEpochMilli(event.path("timestamp").asLong())));
            case COMPLETE_PROFILE -> Optional.of(Change.PROFILE_ONLY);
            case CLICK -> sentAt(event).map(Change::clicked);
            case TASK, UNKNOWN -> Optional.empty();
        };
    }

    /** When the friend blocked the account; empty when the payload does not say. */
    static Optional<Instant> blockedAt(EventPayload payload) {
        return read(payload.json()).flatMap(Payload::sentAt);
    }

    /** Of a follow: whether the friend had blocked the account before. */
    public static boolean isUnblocked(EventPayload payload) {
        return read(payload.json())
                .filter(event -> event.path("follow").path("isUnblocked").asBoolean(false))
                .isPresent();
    }

    /** When LINE says that it happened. */
    private static Optional<Instant> sentAt(JsonNode event) {
        var timestamp = event.path("timestamp");
        return timestamp.isIntegralNumber() ? Optional.of(Instant.ofEpochMilli(timestamp.asLong())) : Optional.empty();
    }

    private static Optional<String> text(JsonNode message) {
        if (message.path(TAKEN_BACK).asBoolean(false)) {
            return Optional.of("");
        }
        return text(message, "text")
                .filter(ignored -> message.path("type").asString("").equals("text"));
    }
}
