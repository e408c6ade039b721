package musubi.sandbox.line.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Message objects. https://developers.line.biz/en/reference/messaging-api/#message-objects */
public final class MessageCheck {

    static final int MAX_ALT_TEXT = 1_500;

    private static final int MAX_MESSAGES = 5;
    private static final List<String> TYPES = List.of(
            "text",
            "textV2",
            "image",
            "video",
            "audio",
            "location",
            "sticker",
            "template",
            "imagemap",
            "flex",
            "coupon");
    private static final Set<String> QUOTABLE =
            Set.of("text", "textV2", "sticker", "image", "video", "template", "flex");
    private static final Pattern TRACKING_ID = Pattern.compile("[A-Za-z0-9\\-.=,+*()%$&;:@{}!?<>\\[\\]]{1,100}");
    private static final Pattern LINES_NAME = Pattern.compile("(?i).*\\bLINE\\b.*");

    private MessageCheck() {}

    /**
     * What is wrong with {@code messages} of a body: LINE's phrase by the property's path, such as {@code messages[0].text}.
     *
     * @param body {@code {messages: [...]}}
     */
    public static Map<String, String> of(JsonNode body) {
        var faults = new LinkedHashMap<String, String>();
        var messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            faults.put("messages", "Size must be between 1 and " + MAX_MESSAGES);
        }
        for (var at = 0; at < Math.min(messages.size(), MAX_MESSAGES); at++) {
            check(new Place(messages.path(at), "messages[%d]".formatted(at), faults));
        }
        return faults;
    }

    /** Whether LINE gives a quote token for it. */
    public static boolean isQuotable(JsonNode message) {
        return QUOTABLE.contains(message.path("type").asString(""));
    }

    private static void check(Place message) {
        switch (message.text("type")) {
            case "text" -> TextCheck.text(message);
            case "textV2" -> TextCheck.textV2(message);
            case "image" -> {
                message.file("originalContentUrl");
                message.file("previewImageUrl");
            }
            case "video" -> {
                message.file("originalContentUrl");
                message.file("previewImageUrl");
                message.pattern("trackingId", TRACKING_ID, "invalid trackingId");
            }
            case "audio" -> {
                message.file("originalContentUrl");
                message.wholeNumber("duration", 1, Long.MAX_VALUE);
            }
            case "location" -> {
                message.required("title", 100);
                message.required("address", 100);
                message.number("latitude");
                message.number("longitude");
            }
            case "sticker" -> {
                message.required("packageId", 20);
                message.required("stickerId", 20);
            }
            case "template" -> TemplateCheck.check(message);
            case "imagemap" -> ImagemapCheck.check(message);
            case "flex" -> FlexCheck.check(message);
            case "coupon" -> {
                message.required("couponId", 100);
                message.optional("deliveryTag", 30);
            }
            default -> message.wrong("type", "Must be one of the following values: " + TYPES);
        }
        message.optionalObject("quickReply", MessageCheck::quickReply);
        message.optionalObject("sender", MessageCheck::sender);
    }

    private static void quickReply(Place quickReply) {
        quickReply.list("items", 1, 13, item -> {
            item.word("type", List.of("action"));
            item.optionalFile("imageUrl");
            item.object("action", ActionCheck::inQuickReply);
        });
    }

    private static void sender(Place sender) {
        sender.optional("name", 20);
        if (LINES_NAME.matcher(sender.text("name")).matches()) {
            sender.wrong("name", "The name is not allowed");
        }
        sender.optionalFile("iconUrl");
    }
}
