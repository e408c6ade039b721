package musubi.sandbox.line.messaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import musubi.sandbox.line.api.Refusal;
import tools.jackson.databind.JsonNode;

/** Checks message objects. https://developers.line.biz/en/reference/messaging-api/#message-objects */
final class Messages {

    private static final int MAX_TEXT_LENGTH = 5_000;
    private static final Map<String, List<String>> REQUIRED = new LinkedHashMap<>();
    private static final Set<String> QUOTABLE =
            Set.of("text", "textV2", "sticker", "image", "video", "template", "flex");

    static {
        REQUIRED.put("text", List.of("text"));
        REQUIRED.put("textV2", List.of("text"));
        REQUIRED.put("image", List.of("originalContentUrl", "previewImageUrl"));
        REQUIRED.put("video", List.of("originalContentUrl", "previewImageUrl"));
        REQUIRED.put("audio", List.of("originalContentUrl", "duration"));
        REQUIRED.put("location", List.of("title", "address", "latitude", "longitude"));
        REQUIRED.put("sticker", List.of("packageId", "stickerId"));
        REQUIRED.put("template", List.of("altText", "template"));
        REQUIRED.put("imagemap", List.of("baseUrl", "altText", "baseSize", "actions"));
        REQUIRED.put("flex", List.of("altText", "contents"));
        REQUIRED.put("coupon", List.of("couponId"));
    }

    /** LINE itself takes https alone; a machine on which Musubi is tried has none. */
    private static final Pattern FETCHED =
            Pattern.compile("https://|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?/");

    private Messages() {}

    /** The 1 to 5 messages of the body, all valid. */
    static List<JsonNode> of(JsonNode body) {
        var messages = body.path("messages").valueStream().toList();
        var wrong = new LinkedHashMap<String, String>();
        if (!body.path("messages").isArray() || messages.isEmpty() || messages.size() > 5) {
            wrong.put("messages", "Size must be between 1 and 5");
        }
        for (var at = 0; at < messages.size(); at++) {
            check(messages.get(at), "messages[%d]".formatted(at), wrong);
        }
        if (!wrong.isEmpty()) {
            throw Refusal.properties(wrong);
        }
        return messages;
    }

    static boolean isQuotable(JsonNode message) {
        return QUOTABLE.contains(message.path("type").asString());
    }

    private static void check(JsonNode message, String at, Map<String, String> wrong) {
        var required = REQUIRED.get(message.path("type").asString(""));
        if (required == null) {
            wrong.put(at + ".type", "Must be one of the following values: " + List.copyOf(REQUIRED.keySet()));
            return;
        }
        for (var name : required) {
            var value = message.path(name);
            if (value.isMissingNode()
                    || value.isNull()
                    || (value.isString() && value.asString().isEmpty())) {
                wrong.put(at + "." + name, "May not be empty");
            } else if (name.equals("text") && value.asString("").length() > MAX_TEXT_LENGTH) {
                wrong.put(at + "." + name, "Length must be between 0 and " + MAX_TEXT_LENGTH);
            } else if (name.endsWith("Url") && !FETCHED.matcher(value.asString("")).lookingAt()) {
                wrong.put(at + "." + name, "invalid uri");
            }
        }
    }
}
