package musubi.content.saved;

import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Which field of ours a property of LINE's message objects was made of. */
public final class LineFields {

    private static final Pattern MESSAGE = Pattern.compile("messages\\[(\\d{1,2})](?:[./](.*))?");
    private static final Pattern QUICK_REPLY = Pattern.compile("quickReply\\.items\\[(\\d{1,3})](?:\\.action)?(.*)");
    private static final Pattern TAP = Pattern.compile("actions\\[(\\d{1,3})](?:\\.(.*))?");
    private static final Map<String, String> OF_FILM = Map.of(
            "baseUrl", "previewMediaId",
            "originalContentUrl", "mediaId",
            "previewImageUrl", "previewMediaId",
            "video.originalContentUrl", "mediaId",
            "video.previewImageUrl", "previewMediaId",
            "video.externalLink.linkUri", "link",
            "video.externalLink.label", "label");

    private LineFields() {}

    /**
     * The name of the field.
     *
     * @param content the message as the operator wrote it, of which each bubble became one message object
     * @param property as LINE names it: {@code messages[0].template.columns[1].text}
     * @return as {@code bubbles[0].cards[1].text}; the bubble where it is not known of what in it; empty where LINE names no message
     */
    public static String of(JsonNode content, String property) {
        var message = MESSAGE.matcher(property);
        if (!message.matches()) {
            return "";
        }
        var number = Integer.parseInt(message.group(1));
        var at = "bubbles[%d]".formatted(number);
        if (message.group(2) == null) {
            return at;
        }
        var rest = message.group(2).replace('/', '.');
        if (rest.startsWith("sender")) {
            return rest.replace("iconUrl", "iconMediaId");
        }
        var quickReply = QUICK_REPLY.matcher(rest);
        if (quickReply.matches()) {
            return "quickReplies[%s]%s"
                    .formatted(quickReply.group(1), quickReply.group(2).replace("imageUrl", "iconMediaId"));
        }
        var within = within(content.path("bubbles").path(number), rest);
        return within.isEmpty() ? at : at + "." + within;
    }

    private static String within(JsonNode bubble, String rest) {
        if (rest.equals("altText")) {
            return rest;
        }
        return switch (bubble.path("type").asString("")) {
            case "text", "sticker", "coupon", "flex" -> rest;
            case "json" -> String.join(".", "message", rest);
            case "video" -> OF_FILM.getOrDefault(rest, "");
            case "image" -> rest.startsWith("actions") ? "link" : rest.endsWith("Url") ? picture(bubble) : "";
            case "rich" -> rest.equals("baseUrl") ? "mediaId" : area(bubble, rest);
            case "cards" -> card(bubble, rest);
            case "buttons" -> onCard(bubble, rest.replaceFirst("^template\\.", ""));
            default -> "";
        };
    }

    private static String picture(JsonNode bubble) {
        return bubble.has("mediaId") ? "mediaId" : "url";
    }

    private static String area(JsonNode bubble, String rest) {
        var tap = TAP.matcher(rest);
        if (!tap.matches()) {
            return "";
        }
        var what = tap.group(2) == null ? "" : tap.group(2).replace("linkUri", "uri");
        if (!bubble.has("areas")) {
            return "actions[%s]%s".formatted(tap.group(1), what.isEmpty() || what.startsWith("area") ? "" : "." + what);
        }
        var place = what.isEmpty() ? "" : what.startsWith("area") ? what.substring("area".length()) : ".action." + what;
        return "areas[%s]%s".formatted(tap.group(1), place);
    }

    private static String card(JsonNode bubble, String rest) {
        var inTemplate = rest.replaceFirst("^template\\.", "");
        if (!inTemplate.startsWith("columns[") || !inTemplate.contains("]")) {
            return "cards";
        }
        var end = inTemplate.indexOf(']');
        var number = inTemplate.substring("columns[".length(), end);
        var card = bubble.path("cards").path(number.matches("\\d{1,2}") ? Integer.parseInt(number) : 0);
        var within = onCard(card, inTemplate.substring(end + 1).replaceFirst("^\\.", ""));
        return "cards[%s]%s".formatted(number, within.isEmpty() ? "" : "." + within);
    }

    private static String onCard(JsonNode card, String rest) {
        return rest.equals("thumbnailImageUrl") ? picture(card) : rest;
    }
}
