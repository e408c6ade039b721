package musubi.content;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says in a message that it is a test. */
public final class TestMark {

    private static final String MARK = "[テスト] ";
    private static final int MAX_TEXT = 5_000;
    private static final int MAX_ALT_TEXT = 400;

    private TestMark() {}

    /**
     * With the mark before the first text, or alternative text. Where it does not fit, or would move emoji, the messages are as they were.
     *
     * @param messages LINE's message objects, at least one
     */
    public static List<JsonNode> on(List<JsonNode> messages) {
        if (!(messages.getFirst().deepCopy() instanceof ObjectNode first)) {
            return messages;
        }
        mark(first, "text", MAX_TEXT);
        mark(first, "altText", MAX_ALT_TEXT);
        var all = new ArrayList<>(messages);
        all.set(0, first);
        return all;
    }

    private static void mark(ObjectNode message, String field, int max) {
        var text = message.path(field).asString("");
        if (!text.isEmpty() && text.length() + MARK.length() <= max && !message.has("emojis")) {
            message.put(field, MARK + text);
        }
    }
}
