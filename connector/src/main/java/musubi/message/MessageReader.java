package musubi.message;

import java.util.List;
import java.util.Optional;
import musubi.message.Bubble.Picture;
import musubi.message.Message.WhenValueMissing;
import musubi.message.MessageProblem.Code;
import tools.jackson.databind.JsonNode;

/** Reads a message from the JSON of the REST API, in which it is stored too. Whether it keeps LINE's limits is another question. */
public final class MessageReader {

    private static final String BUBBLES = "text, image, video, rich, cards, buttons, coupon, sticker, flex, json";

    private MessageReader() {}

    /**
     * What was read.
     *
     * @param message empty where something is wrong
     */
    public record Reading(Optional<Message> message, List<MessageProblem> problems) {}

    /**
     * Reads a message.
     *
     * @param json {@code {bubbles, quickReplies?, sender?, whenValueMissing?}} and no more
     */
    public static Reading read(JsonNode json) {
        var problems = new Problems();
        var fields = new JsonFields("", json, problems);
        var message = new Message(
                fields.list("bubbles", true, MessageReader::bubble),
                fields.list("quickReplies", false, MessageReader::quickReply),
                fields.object("sender", MessageReader::sender),
                fields.choice("whenValueMissing", WhenValueMissing.class).orElse(WhenValueMissing.SKIP_PERSON));
        fields.end();
        return new Reading(problems.size() == 0 ? Optional.of(message) : Optional.empty(), problems.all());
    }

    private static Optional<Message.QuickReply> quickReply(JsonFields fields) {
        var icon = fields.optionalText("iconMediaId");
        return action(fields).map(action -> new Message.QuickReply(action, icon));
    }

    private static Optional<Message.Sender> sender(JsonFields fields) {
        return Optional.of(new Message.Sender(fields.text("name"), fields.optionalText("iconMediaId")));
    }

    private static Optional<Bubble> bubble(JsonFields fields) {
        var type = fields.text("type");
        return switch (type) {
            case "text" ->
                Optional.of(new Bubble.Text(fields.text("text"), fields.list("emojis", false, MessageReader::emoji)));
            case "image" ->
                Optional.of(new Bubble.Image(
                        fields.optionalText("altText"),
                        picture(fields, true).orElse(NO_PICTURE),
                        fields.optionalText("link")));
            case "video" ->
                Optional.of(new Bubble.Video(
                        fields.optionalText("altText"),
                        fields.text("mediaId"),
                        fields.text("previewMediaId"),
                        videoLink(fields)));
            case "rich" -> Optional.of(new Bubble.Rich(fields.text("mediaId"), fields.text("altText"), areas(fields)));
            case "cards" ->
                Optional.of(new Bubble.Cards(
                        fields.optionalText("altText"), fields.list("cards", true, MessageReader::card)));
            case "buttons" ->
                Optional.of(new Bubble.Buttons(
                        fields.optionalText("altText"),
                        picture(fields, false),
                        fields.optionalText("title"),
                        fields.text("text"),
                        fields.list("actions", true, MessageReader::action)));
            case "coupon" -> Optional.of(new Bubble.Coupon(fields.text("couponId")));
            case "sticker" -> Optional.of(new Bubble.Sticker(fields.text("packageId"), fields.text("stickerId")));
            case "flex" -> {
                var altText = fields.text("altText");
                yield fields.json("contents").map(contents -> new Bubble.Flex(altText, contents));
            }
            case "json" -> fields.json("message").map(Bubble.Json::new);
            default -> {
                if (!type.isEmpty()) {
                    fields.problems().add(fields.at("type"), Code.UNKNOWN, BUBBLES);
                }
                yield Optional.empty();
            }
        };
    }

    private static final Picture NO_PICTURE = new Picture.Own("");

    private static Optional<Bubble.Emoji> emoji(JsonFields fields) {
        return Optional.of(new Bubble.Emoji(fields.number("index"), fields.text("productId"), fields.text("emojiId")));
    }

    private static Optional<Picture> picture(JsonFields fields, boolean required) {
        var own = fields.optionalText("mediaId");
        var elsewhere = fields.optionalText("url");
        if (own.isPresent() && elsewhere.isPresent()) {
            fields.problems().add(fields.at("url"), Code.UNKNOWN, "mediaId");
        } else if (required && own.isEmpty() && elsewhere.isEmpty()) {
            fields.problems().add(fields.at("mediaId"), Code.MISSING);
        }
        return own.<Picture>map(Picture.Own::new).or(() -> elsewhere.map(Picture.Elsewhere::new));
    }

    private static Optional<Bubble.VideoLink> videoLink(JsonFields fields) {
        var link = fields.optionalText("link");
        return link.isEmpty() && !fields.has("label")
                ? Optional.empty()
                : Optional.of(new Bubble.VideoLink(fields.text("label"), fields.text("link")));
    }

    private static Bubble.Areas areas(JsonFields fields) {
        if (fields.has("areas")) {
            return new Bubble.Areas.ByHand(fields.list("areas", true, MessageReader::area));
        }
        if (!fields.has("template")) {
            fields.problems().add(fields.at("areas"), Code.MISSING);
        }
        return new Bubble.Areas.ByTemplate(
                fields.choice("template", RichTemplate.class).orElse(RichTemplate.ONE),
                fields.list("actions", true, MessageReader::action));
    }

    private static Optional<Bubble.Area> area(JsonFields fields) {
        var x = fields.number("x");
        var y = fields.number("y");
        var width = fields.number("width");
        var height = fields.number("height");
        return fields.object("action", MessageReader::action)
                .map(action -> new Bubble.Area(x, y, width, height, action));
    }

    private static Optional<Bubble.Card> card(JsonFields fields) {
        return Optional.of(new Bubble.Card(
                picture(fields, false),
                fields.optionalText("title"),
                fields.text("text"),
                fields.list("actions", true, MessageReader::action)));
    }

    private static Optional<Action> action(JsonFields fields) {
        var label = fields.optionalText("label").orElse("");
        var type = fields.text("type");
        return switch (type) {
            case "uri" -> Optional.of(new Action.OpenUri(label, fields.text("uri")));
            case "message" -> Optional.of(new Action.SayText(label, fields.text("text")));
            case "postback" ->
                Optional.of(new Action.Postback(label, fields.text("data"), fields.optionalText("displayText")));
            default -> {
                if (!type.isEmpty()) {
                    fields.problems().add(fields.at("type"), Code.UNKNOWN, "uri, message, postback");
                }
                yield Optional.empty();
            }
        };
    }
}
