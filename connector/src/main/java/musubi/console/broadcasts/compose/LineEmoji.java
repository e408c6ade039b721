package musubi.console.broadcasts.compose;

import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * LINE's own emoji in a text. In the form each is written as {@code $(productId:emojiId)}, so that it stays in its place while the text
 * around it changes; a message has a {@code $} there, and its index in a list.
 */
final class LineEmoji {

    private static final Pattern WRITTEN = Pattern.compile("\\$\\(([0-9a-f]{24}):(\\d{3})\\)");

    private LineEmoji() {}

    /** Of a bubble of the form. */
    static void toMessage(ObjectNode bubble) {
        var found = WRITTEN.matcher(bubble.path("text").asString(""));
        var text = new StringBuilder();
        var emojis = bubble.arrayNode();
        while (found.find()) {
            found.appendReplacement(text, "");
            emojis.addObject()
                    .put("index", text.length())
                    .put("productId", found.group(1))
                    .put("emojiId", found.group(2));
            text.append('$');
        }
        if (!emojis.isEmpty()) {
            bubble.put("text", found.appendTail(text).toString());
            bubble.set("emojis", emojis);
        }
    }

    /** Of a bubble of a message, whose emojis stand each at a {@code $}. */
    static void toForm(ObjectNode bubble) {
        if (!(bubble.remove("emojis") instanceof ArrayNode emojis)) {
            return;
        }
        var text = new StringBuilder(bubble.path("text").asString(""));
        emojis.valueStream()
                .sorted((one, other) -> Integer.compare(
                        other.path("index").asInt(-1), one.path("index").asInt(-1)))
                .filter(emoji -> emoji.path("index").asInt(-1) >= 0
                        && emoji.path("index").asInt(-1) < text.length())
                .forEach(emoji -> {
                    var index = emoji.path("index").asInt(-1);
                    text.replace(
                            index,
                            index + 1,
                            "$(%s:%s)"
                                    .formatted(
                                            emoji.path("productId").asString(""),
                                            emoji.path("emojiId").asString("")));
                });
        bubble.put("text", text.toString());
    }
}
