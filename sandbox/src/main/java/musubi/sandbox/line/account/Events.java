package musubi.sandbox.line.account;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import musubi.sandbox.http.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhook events with all their documented properties.
 * https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects
 */
public final class Events {

    /** Events that can be replied to carry a reply token, save in standby. */
    static final List<String> REPLYABLE = List.of(
            "message",
            "messageEdited",
            "follow",
            "join",
            "memberJoined",
            "postback",
            "videoPlayComplete",
            "beacon",
            "accountLink",
            "membership");

    private final Clock clock;
    private final Ids ids;
    private final ReplyTokens replyTokens;

    Events(Clock clock, Ids ids, ReplyTokens replyTokens) {
        this.clock = clock;
        this.ids = ids;
        this.replyTokens = replyTokens;
    }

    /** The properties that every event has. */
    public ObjectNode event(String type, ObjectNode source, EventOptions options) {
        var at = options.at();
        var millis = at == null ? clock.millis() : at.toEpochMilli();
        var event = Json.object().put("type", type);
        event.set("source", source);
        if (options.withoutUserId()) {
            source.remove("userId");
        }
        event.put("timestamp", millis).put("mode", options.standby() ? "standby" : "active");
        event.put("webhookEventId", ids.ulid(millis));
        event.putObject("deliveryContext").put("isRedelivery", false);
        if (REPLYABLE.contains(type) && !options.standby()) {
            event.put("replyToken", replyTokens.issue(source));
        }
        if (options.unknownFields()) {
            event.put("newProperty", "new").putObject("newObject").put("newValue", 1);
            source.put("newSourceProperty", true);
        }
        return event;
    }

    ObjectNode follow(ObjectNode source, boolean isUnblocked, EventOptions options) {
        var event = event("follow", source, options);
        event.putObject("follow").put("isUnblocked", isUnblocked);
        return event;
    }

    public ObjectNode message(ObjectNode source, ObjectNode message, EventOptions options) {
        var event = event("message", source, options);
        event.set("message", message);
        return event;
    }

    public ObjectNode text(String text) {
        return quotable("text").put("text", text);
    }

    public ObjectNode sticker(String packageId, String stickerId) {
        var message = quotable("sticker").put("packageId", packageId).put("stickerId", stickerId);
        message.put("stickerResourceType", "STATIC");
        message.putArray("keywords").add("happy").add("thanks");
        return message;
    }

    public ObjectNode image() {
        var message = quotable("image");
        message.putObject("contentProvider").put("type", "line");
        return message;
    }

    public ObjectNode video(long durationMillis) {
        var message = quotable("video").put("duration", durationMillis);
        message.putObject("contentProvider").put("type", "line");
        return message;
    }

    public ObjectNode audio(long durationMillis) {
        var message = content("audio").put("duration", durationMillis);
        message.putObject("contentProvider").put("type", "line");
        return message;
    }

    public ObjectNode file(String fileName, long fileSize) {
        return content("file").put("fileName", fileName).put("fileSize", fileSize);
    }

    public ObjectNode location(String title, String address, double latitude, double longitude) {
        return content("location")
                .put("title", title)
                .put("address", address)
                .put("latitude", latitude)
                .put("longitude", longitude);
    }

    public ObjectNode postback(ObjectNode source, String data, Map<String, String> params, EventOptions options) {
        var event = event("postback", source, options);
        var postback = event.putObject("postback").put("data", data);
        if (!params.isEmpty()) {
            var chosen = postback.putObject("params");
            params.forEach(chosen::put);
        }
        return event;
    }

    public ObjectNode members(String type, ObjectNode source, List<String> userIds, EventOptions options) {
        var event = event(type, source, options);
        var members =
                event.putObject(type.equals("memberJoined") ? "joined" : "left").putArray("members");
        userIds.forEach(userId -> members.addObject().put("type", "user").put("userId", userId));
        return event;
    }

    private ObjectNode quotable(String type) {
        return content(type).put("quoteToken", ids.letters(80));
    }

    private ObjectNode content(String type) {
        return Json.object().put("type", type).put("id", ids.digits(18)).put("markAsReadToken", ids.letters(40));
    }
}
