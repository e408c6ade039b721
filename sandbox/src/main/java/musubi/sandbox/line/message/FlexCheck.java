package musubi.sandbox.line.message;

import java.util.List;
import java.util.regex.Pattern;
import musubi.sandbox.http.Json;

/** Flex messages. https://developers.line.biz/en/reference/messaging-api/#flex-message */
final class FlexCheck {

    private static final int MAX_BUBBLE_BYTES = 30 * 1024;
    private static final int MAX_CAROUSEL_BYTES = 50 * 1024;
    private static final int MAX_BUBBLES = 12;
    /** Of boxes in boxes; LINE does not document one. */
    private static final int MAX_DEPTH = 10;

    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?");
    private static final Pattern RATIO = Pattern.compile("[1-9]\\d{0,5}:[1-9]\\d{0,5}");
    private static final List<String> ALIGN = List.of("start", "end", "center");
    private static final List<String> IN_BASELINE = List.of("icon", "text", "filler");
    private static final List<String> IN_BOX = List.of("box", "button", "image", "text", "separator", "filler");
    private static final List<String> GRAVITY = List.of("top", "bottom", "center");

    private FlexCheck() {}

    static void check(Place message) {
        message.required("altText", MessageCheck.MAX_ALT_TEXT);
        message.object("contents", contents -> {
            switch (contents.text("type")) {
                case "bubble" -> bubble(contents);
                case "carousel" -> {
                    limit(contents, MAX_CAROUSEL_BYTES);
                    contents.list("contents", 1, MAX_BUBBLES, FlexCheck::bubble);
                }
                default -> contents.wrong("type", "Must be one of the following values: [bubble, carousel]");
            }
        });
    }

    private static void limit(Place container, int maxBytes) {
        if (Json.bytes(container.node()).length > maxBytes) {
            container.wrong("The size must be at most %d KB".formatted(maxBytes / 1024));
        }
    }

    private static void bubble(Place bubble) {
        limit(bubble, MAX_BUBBLE_BYTES);
        if (!bubble.text("type").equals("bubble")) {
            bubble.wrong("type", "Must be one of the following values: [bubble]");
        }
        bubble.word("size", List.of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"));
        bubble.word("direction", List.of("ltr", "rtl"));
        bubble.optionalObject("header", box -> box(box, 0));
        bubble.optionalObject("hero", FlexCheck::hero);
        bubble.optionalObject("body", box -> box(box, 0));
        bubble.optionalObject("footer", box -> box(box, 0));
        bubble.optionalObject("action", ActionCheck::unlabelled);
        bubble.optionalObject("styles", styles -> {
            for (var name : List.of("header", "hero", "body", "footer")) {
                styles.optionalObject(name, style -> style.pattern("backgroundColor", COLOR, "invalid color"));
            }
        });
    }

    private static void hero(Place hero) {
        switch (hero.text("type")) {
            case "image" -> image(hero);
            case "box" -> box(hero, 0);
            case "video" -> {
                hero.file("url");
                hero.file("previewUrl");
                hero.object("altContent", other -> {
                    if (other.text("type").equals("box")) {
                        box(other, 0);
                    } else {
                        image(other);
                    }
                });
            }
            default -> hero.wrong("type", "Must be one of the following values: [image, video, box]");
        }
    }

    private static void box(Place box, int depth) {
        if (!box.text("type").equals("box")) {
            box.wrong("type", "Must be one of the following values: [box]");
            return;
        }
        box.required("layout", 10);
        box.word("layout", List.of("horizontal", "vertical", "baseline"));
        box.pattern("backgroundColor", COLOR, "invalid color");
        box.pattern("borderColor", COLOR, "invalid color");
        box.optionalObject("action", ActionCheck::unlabelled);
        if (!box.has("contents")) {
            box.wrong("contents", "must be specified");
        }
        if (depth > MAX_DEPTH) {
            box.wrong("contents", "too deep");
            return;
        }
        var baseline = box.text("layout").equals("baseline");
        box.list("contents", 0, Integer.MAX_VALUE, component -> component(component, baseline, depth));
    }

    private static void component(Place component, boolean baseline, int depth) {
        var type = component.text("type");
        var allowed = baseline ? IN_BASELINE : IN_BOX;
        if (!allowed.contains(type)) {
            component.wrong("type", "Must be one of the following values: " + allowed);
        }
        switch (type) {
            case "text" -> text(component);
            case "icon" -> component.file("url");
            case "box" -> box(component, depth + 1);
            case "image" -> image(component);
            case "separator" -> component.pattern("color", COLOR, "invalid color");
            case "button" -> {
                component.object("action", ActionCheck::ofFlexButton);
                component.word("style", List.of("primary", "secondary", "link"));
                component.word("height", List.of("sm", "md"));
                component.pattern("color", COLOR, "invalid color");
            }
            // a filler has nothing
            default -> {}
        }
        component.word("gravity", GRAVITY);
    }

    private static void text(Place text) {
        if (text.has("contents")) {
            text.list("contents", 0, Integer.MAX_VALUE, span -> {
                if (!span.text("type").equals("span")) {
                    span.wrong("type", "Must be one of the following values: [span]");
                }
                span.pattern("color", COLOR, "invalid color");
            });
        } else {
            text.required("text", 2_000);
        }
        text.word("align", ALIGN);
        text.word("weight", List.of("regular", "bold"));
        text.word("decoration", List.of("none", "underline", "line-through"));
        text.pattern("color", COLOR, "invalid color");
        text.optionalObject("action", ActionCheck::unlabelled);
    }

    private static void image(Place image) {
        if (!image.text("type").equals("image")) {
            image.wrong("type", "Must be one of the following values: [image]");
        }
        image.file("url");
        image.pattern("aspectRatio", RATIO, "invalid aspect ratio");
        image.word("aspectMode", List.of("cover", "fit"));
        image.word("align", ALIGN);
        image.pattern("backgroundColor", COLOR, "invalid color");
        image.optionalObject("action", ActionCheck::unlabelled);
    }
}
