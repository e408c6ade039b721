package musubi.console.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import musubi.console.phone.PhoneBubble.Area;
import musubi.console.phone.PhoneBubble.Card;
import musubi.console.phone.PhoneBubble.Piece;
import tools.jackson.databind.JsonNode;

/** Reads LINE's message objects, drafts too: what is missing or wrong is left out. */
final class BubbleReader {

    private static final int WIDTH = 1_040;
    private static final int MAX_HEIGHT = 10_400;
    private static final int MAX_AREAS = 50;
    private static final int MAX_CARDS = 10;
    private static final int MAX_ACTIONS = 4;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|}}|\\{([^{}]*)}");

    /** Ends at a blank, at what is not ASCII, and before a mark that ends a sentence. */
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[!#-;=?-~]*[#-&*+\\-/0-9=@-Z_a-z|~]", Pattern.CASE_INSENSITIVE);

    private BubbleReader() {}

    static PhoneBubble read(JsonNode message, PhonePictures pictures) {
        var type = message.path("type").asString("");
        return switch (type) {
            case "text" -> new PhoneBubble.Text(text(message));
            case "textV2" -> new PhoneBubble.Text(textV2(message));
            case "image" ->
                new PhoneBubble.Picture(pictures.of(message.path("previewImageUrl")
                        .asString(message.path("originalContentUrl").asString(""))));
            case "video" ->
                new PhoneBubble.Video(
                        pictures.of(message.path("previewImageUrl").asString("")),
                        pictures.of(message.path("originalContentUrl").asString(""))
                                .source());
            case "imagemap" -> map(message, pictures);
            case "template" -> template(message.path("template"), pictures);
            case "flex" -> new PhoneBubble.Flex(FlexReader.read(message.path("contents"), pictures));
            case "sticker" ->
                new PhoneBubble.Sticker(
                        message.path("packageId").asString(""),
                        message.path("stickerId").asString(""));
            case "coupon" -> new PhoneBubble.Coupon(message.path("couponId").asString(""));
            default -> new PhoneBubble.Other(type);
        };
    }

    /** The emoji stand in for a {@code $} each. */
    private static List<Piece> text(JsonNode message) {
        var text = message.path("text").asString("");
        var places = new TreeMap<Integer, Boolean>();
        for (var emoji : message.path("emojis")) {
            var index = emoji.path("index").asInt(-1);
            if (index >= 0 && index < text.length() && text.charAt(index) == '$') {
                places.put(index, true);
            }
        }
        var pieces = new ArrayList<Piece>();
        var from = 0;
        for (var place : places.keySet()) {
            add(pieces, text.substring(from, place));
            pieces.add(new Piece("", true));
            from = place + 1;
        }
        add(pieces, text.substring(from));
        return pieces;
    }

    private static List<Piece> textV2(JsonNode message) {
        var text = message.path("text").asString("");
        var pieces = new ArrayList<Piece>();
        var from = 0;
        var found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            add(pieces, text.substring(from, found.start()));
            var key = found.group(1);
            if (key == null) {
                pieces.add(new Piece(found.group().substring(0, 1), false));
            } else if (message.path("substitution")
                    .path(key)
                    .path("type")
                    .asString("")
                    .equals("emoji")) {
                pieces.add(new Piece("", true));
            } else {
                pieces.add(new Piece("@" + key, false));
            }
            from = found.end();
        }
        add(pieces, text.substring(from));
        return pieces;
    }

    /** Addresses are pieces of their own. */
    private static void add(List<Piece> pieces, String text) {
        var found = ADDRESS.matcher(text);
        var from = 0;
        while (found.find()) {
            addWords(pieces, text.substring(from, found.start()));
            pieces.add(Piece.link(found.group()));
            from = found.end();
        }
        addWords(pieces, text.substring(from));
    }

    private static void addWords(List<Piece> pieces, String words) {
        if (!words.isEmpty()) {
            pieces.add(new Piece(words, false));
        }
    }

    private static PhoneBubble map(JsonNode message, PhonePictures pictures) {
        var base = message.path("baseUrl").asString("");
        var height = Math.clamp(message.at("/baseSize/height").asInt(WIDTH), 1, MAX_HEIGHT);
        var areas = message.path("actions")
                .valueStream()
                .limit(MAX_AREAS)
                .map(action -> area(action, height))
                .toList();
        var link = message.at("/video/externalLink");
        return new PhoneBubble.Map(
                base.isEmpty() ? PhonePicture.NONE : pictures.of(base + "/" + WIDTH),
                message.path("altText").asString(""),
                height,
                areas,
                message.path("video").isObject(),
                link.isObject()
                        ? PhoneAction.open(
                                link.path("label").asString(""),
                                link.path("linkUri").asString(""))
                        : PhoneAction.NONE);
    }

    private static Area area(JsonNode action, int height) {
        var area = action.path("area");
        var x = Math.clamp(area.path("x").asInt(0), 0, WIDTH);
        var y = Math.clamp(area.path("y").asInt(0), 0, height);
        return new Area(
                x,
                y,
                Math.clamp(area.path("width").asInt(0), 0, WIDTH - x),
                Math.clamp(area.path("height").asInt(0), 0, height - y),
                PhoneAction.of(action));
    }

    private static PhoneBubble template(JsonNode template, PhonePictures pictures) {
        var square = template.path("imageAspectRatio").asString("").equals("square");
        return switch (template.path("type").asString("")) {
            case "buttons", "confirm" -> new PhoneBubble.Cards(List.of(card(template, square, pictures)));
            case "carousel" ->
                new PhoneBubble.Cards(columns(template)
                        .map(column -> card(column, square, pictures))
                        .toList());
            case "image_carousel" ->
                new PhoneBubble.Cards(columns(template)
                        .map(column -> new Card(
                                pictures.of(column.path("imageUrl").asString("")),
                                true,
                                true,
                                "",
                                "",
                                List.of(PhoneAction.of(column.path("action")))))
                        .toList());
            default -> new PhoneBubble.Other("template");
        };
    }

    private static Stream<JsonNode> columns(JsonNode template) {
        return template.path("columns").valueStream().limit(MAX_CARDS);
    }

    private static Card card(JsonNode card, boolean square, PhonePictures pictures) {
        return new Card(
                pictures.of(card.path("thumbnailImageUrl").asString("")),
                square,
                false,
                card.path("title").asString(""),
                card.path("text").asString(""),
                card.path("actions")
                        .valueStream()
                        .limit(MAX_ACTIONS)
                        .map(PhoneAction::of)
                        .toList());
    }
}
