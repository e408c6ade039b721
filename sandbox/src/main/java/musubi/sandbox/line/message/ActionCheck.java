package musubi.sandbox.line.message;

import java.util.List;

/** What happens when something is tapped. https://developers.line.biz/en/reference/messaging-api/#action-objects */
final class ActionCheck {

    private static final int MAX_URI = 1_000;
    private static final int MAX_TEXT = 300;
    private static final List<String> TYPES =
            List.of("postback", "message", "uri", "datetimepicker", "camera", "cameraRoll", "location", "clipboard");

    private ActionCheck() {}

    static void inTemplate(Place action) {
        labelled(action, 20);
    }

    static void inImageCarousel(Place action) {
        labelled(action, 12);
    }

    static void inQuickReply(Place action) {
        action.requiredGraphemes("label", 20);
        check(action, true);
    }

    static void ofFlexButton(Place action) {
        labelled(action, 40);
    }

    /** Of an image, a text or a box: a label is not shown. */
    static void unlabelled(Place action) {
        action.optionalGraphemes("label", 40);
        check(action, false);
    }

    private static void labelled(Place action, int max) {
        action.requiredGraphemes("label", max);
        check(action, false);
    }

    private static void check(Place action, boolean quickReply) {
        switch (action.text("type")) {
            case "postback" -> {
                action.required("data", MAX_TEXT);
                action.optionalGraphemes("displayText", MAX_TEXT);
                action.optionalGraphemes("text", MAX_TEXT);
                action.optionalGraphemes("fillInText", MAX_TEXT);
                action.word("inputOption", List.of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"));
            }
            case "message" -> action.requiredGraphemes("text", MAX_TEXT);
            case "uri" -> {
                action.link("uri", MAX_URI);
                action.optionalObject("altUri", other -> other.link("desktop", MAX_URI));
            }
            case "datetimepicker" -> {
                action.required("data", MAX_TEXT);
                action.required("mode", 8);
                action.word("mode", List.of("date", "time", "datetime"));
            }
            case "clipboard" -> action.required("clipboardText", 1_000);
            case "camera", "cameraRoll", "location" -> {
                if (!quickReply) {
                    action.wrong("type", "must be used in a quick reply");
                }
            }
            default -> action.wrong("type", "Must be one of the following values: " + TYPES);
        }
    }
}
