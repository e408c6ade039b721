package musubi.sandbox.line.message;

import java.util.List;
import java.util.regex.Pattern;

/** Texts with emoji and mentions. https://developers.line.biz/en/reference/messaging-api/#text-message */
final class TextCheck {

    private static final int MAX_TEXT = 5_000;
    private static final int MAX_EMOJIS = 20;
    private static final Pattern KEY = Pattern.compile("[0-9a-zA-Z_]{1,20}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|}}|\\{([^{}]*)}|[{}]");

    private TextCheck() {}

    static void text(Place message) {
        message.required("text", MAX_TEXT);
        var text = message.text("text");
        message.list("emojis", 0, MAX_EMOJIS, emoji -> {
            emoji(emoji);
            emoji.wholeNumber("index", 0, MAX_TEXT);
            var index = emoji.node().path("index").asInt(-1);
            if (index >= 0 && (index >= text.length() || text.charAt(index) != '$')) {
                emoji.wrong("index", "The index does not point at a $");
            }
        });
    }

    static void textV2(Place message) {
        message.required("text", MAX_TEXT);
        var given = message.at("substitution");
        if (given.node().size() > 100) {
            given.wrong("Size must be between 0 and 100");
        }
        given.node().propertyNames().forEach(key -> substitution(given, key));
        var found = PLACEHOLDER.matcher(message.text("text"));
        while (found.find()) {
            var key = found.group(1);
            if (key != null && !given.has(key)) {
                given.wrong("There is no substitution for {%s}".formatted(key));
            } else if (key == null && found.group().length() == 1) {
                message.wrong("text", "invalid placeholder");
            }
        }
    }

    private static void substitution(Place given, String key) {
        var one = given.at(key);
        if (!KEY.matcher(key).matches()) {
            one.wrong("invalid key");
        }
        switch (one.text("type")) {
            case "emoji" -> emoji(one);
            case "mention" ->
                one.object("mentionee", mentionee -> {
                    mentionee.word("type", List.of("user", "all"));
                    if (mentionee.text("type").equals("user")) {
                        mentionee.required("userId", 33);
                    }
                });
            default -> one.wrong("type", "Must be one of the following values: [mention, emoji]");
        }
    }

    private static void emoji(Place emoji) {
        emoji.required("productId", 100);
        emoji.required("emojiId", 100);
    }
}
