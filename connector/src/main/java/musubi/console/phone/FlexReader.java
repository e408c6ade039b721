package musubi.console.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import musubi.console.phone.PhoneBubble.FlexBubble;
import tools.jackson.databind.JsonNode;

/** Reads flex messages. Deeper than {@link #MAX_DEPTH} boxes, and after {@link #MAX_PARTS} components, nothing is read any more. */
final class FlexReader {

    private static final int MAX_BUBBLES = 12;
    private static final int MAX_DEPTH = 10;
    private static final int MAX_PARTS = 500;

    private static final Set<String> SIZES = Set.of("xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl");
    private static final Set<String> WIDTHS = Set.of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga");
    private static final Set<String> LAYOUTS = Set.of("horizontal", "vertical", "baseline");
    private static final Set<String> ALIGN = Set.of("start", "end", "center");
    private static final Set<String> BUTTONS = Set.of("primary", "secondary", "link");

    private final PhonePictures pictures;
    private int parts;

    private FlexReader(PhonePictures pictures) {
        this.pictures = pictures;
    }

    static List<FlexBubble> read(JsonNode contents, PhonePictures pictures) {
        var reader = new FlexReader(pictures);
        var bubbles = contents.path("type").asString("").equals("carousel")
                ? contents.path("contents").valueStream()
                : Stream.of(contents);
        return bubbles.limit(MAX_BUBBLES).map(reader::bubble).toList();
    }

    private FlexBubble bubble(JsonNode bubble) {
        var blocks = new ArrayList<FlexPart>();
        for (var name : List.of("header", "hero", "body", "footer")) {
            if (bubble.path(name).isObject()) {
                blocks.add(inBlock(name, part(bubble.path(name), 0)));
            }
        }
        return new FlexBubble(one(bubble, "size", WIDTHS, "mega"), blocks);
    }

    private static FlexPart inBlock(String name, FlexPart part) {
        return new FlexPart(
                part.kind(), part.style() + " block-" + name, part.text(), part.picture(), part.action(), part.parts());
    }

    private FlexPart part(JsonNode part, int depth) {
        parts++;
        var action = part.path("action");
        return switch (part.path("type").asString("")) {
            case "box" ->
                new FlexPart(
                        "box",
                        style(
                                "layout-" + one(part, "layout", LAYOUTS, "vertical"),
                                gap(part, "spacing", "gap"),
                                common(part)),
                        "",
                        PhonePicture.NONE,
                        PhoneAction.of(action),
                        parts(part, depth));
            case "text" ->
                new FlexPart(
                        "text",
                        style(words(part), align(part), part.path("wrap").asBoolean(false) ? "wrap" : "", common(part)),
                        part.path("text").asString(""),
                        PhonePicture.NONE,
                        PhoneAction.of(action),
                        spans(part));
            case "button" ->
                new FlexPart(
                        "button",
                        style("style-" + one(part, "style", BUTTONS, "link"), common(part)),
                        "",
                        PhonePicture.NONE,
                        PhoneAction.of(action),
                        List.of());
            case "image", "icon" ->
                new FlexPart(
                        "image",
                        style(
                                part.path("type").asString("") + "-" + pictureSize(part),
                                part.path("aspectMode").asString("").equals("cover") ? "cover" : "",
                                align(part),
                                common(part)),
                        "",
                        pictures.of(part.path("url").asString("")),
                        PhoneAction.of(action),
                        List.of());
            case "video" ->
                new FlexPart(
                        "image",
                        "image-full",
                        "",
                        pictures.of(part.path("previewUrl").asString("")),
                        PhoneAction.NONE,
                        List.of());
            case "separator" -> plain("separator", common(part));
            default -> plain("filler", "");
        };
    }

    private static FlexPart plain(String kind, String style) {
        return new FlexPart(kind, style, "", PhonePicture.NONE, PhoneAction.NONE, List.of());
    }

    private List<FlexPart> parts(JsonNode box, int depth) {
        var found = new ArrayList<FlexPart>();
        for (var inner : box.path("contents")) {
            if (depth < MAX_DEPTH && parts < MAX_PARTS) {
                found.add(part(inner, depth + 1));
            }
        }
        return found;
    }

    private List<FlexPart> spans(JsonNode text) {
        var found = new ArrayList<FlexPart>();
        for (var span : text.path("contents")) {
            if (parts++ < MAX_PARTS) {
                found.add(new FlexPart(
                        "span",
                        words(span),
                        span.path("text").asString(""),
                        PhonePicture.NONE,
                        PhoneAction.NONE,
                        List.of()));
            }
        }
        return found;
    }

    private static String words(JsonNode text) {
        return style(
                "size-" + one(text, "size", SIZES, "md"),
                text.path("weight").asString("").equals("bold") ? "bold" : "",
                switch (text.path("decoration").asString("")) {
                    case "underline" -> "underline";
                    case "line-through" -> "struck";
                    default -> "";
                });
    }

    private static String align(JsonNode part) {
        var align = one(part, "align", ALIGN, "");
        return align.isEmpty() ? "" : "align-" + align;
    }

    private static String pictureSize(JsonNode part) {
        return part.path("size").asString("").equals("full") ? "full" : one(part, "size", SIZES, "md");
    }

    /** What all components have: their share of the width, and the distance to the one before. */
    private static String common(JsonNode part) {
        var flex = part.path("flex");
        return style(
                gap(part, "margin", "margin"),
                flex.isIntegralNumber() ? "flex-" + Math.clamp(flex.asInt(1), 0, 6) : "");
    }

    private static String gap(JsonNode part, String name, String prefix) {
        var size = one(part, name, SIZES, "");
        return size.isEmpty() ? "" : prefix + "-" + size;
    }

    private static String one(JsonNode part, String name, Set<String> words, String otherwise) {
        var word = part.path(name).asString("");
        return words.contains(word) ? word : otherwise;
    }

    private static String style(String... classes) {
        return String.join(" ", Stream.of(classes).filter(one -> !one.isEmpty()).toList());
    }
}
