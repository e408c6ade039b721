package musubi.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import musubi.message.Bubble.Picture;
import musubi.message.MessageProblem.Code;
import musubi.message.Part.Limit;
import musubi.message.tokens.PersonValues;

/** Bubbles as LINE's message objects. Limits: <a href="https://developers.line.biz/en/reference/messaging-api/#message-objects">reference</a>. */
final class BubbleCompiler {

    private static final int MAX_TEXT = 5_000;
    private static final int MAX_EMOJIS = 20;
    private static final int MAX_AREAS = 50;
    private static final int MAX_CARDS = 10;
    private static final Limit MAX_TITLE = Limit.graphemes(40);
    private static final Limit MAX_CARD_TEXT = Limit.graphemes(120);
    private static final Limit MAX_BUTTONS_TEXT = Limit.graphemes(160);
    /** Of cards and buttons with a picture or a title. */
    private static final Limit MAX_TEXT_BESIDES = Limit.graphemes(60);

    private static final int MAX_VIDEO_LABEL = 30;

    private final PartBuilder parts;
    private final ActionCompiler actions;
    private final JsonCompiler json;

    BubbleCompiler(PartBuilder parts) {
        this.parts = parts;
        this.actions = new ActionCompiler(parts);
        this.json = new JsonCompiler(parts);
    }

    /** One message object. */
    Part compile(String field, Bubble bubble) {
        return switch (bubble) {
            case Bubble.Text text -> text(field, text);
            case Bubble.Image image -> image(field, image);
            case Bubble.Video video -> video(field, video);
            case Bubble.Rich rich -> rich(field, rich);
            case Bubble.Cards cards -> cards(field, cards);
            case Bubble.Buttons buttons -> buttons(field, buttons);
            case Bubble.Coupon coupon ->
                PartBuilder.fields(
                        "type", PartBuilder.fixed("coupon"), "couponId", PartBuilder.fixed(coupon.couponId()));
            case Bubble.Sticker sticker ->
                PartBuilder.fields(
                        "type", PartBuilder.fixed("sticker"),
                        "packageId", PartBuilder.fixed(sticker.packageId()),
                        "stickerId", PartBuilder.fixed(sticker.stickerId()));
            case Bubble.Flex flex ->
                PartBuilder.fields(
                        "type", PartBuilder.fixed("flex"),
                        "altText", parts.words(field + ".altText", flex.altText(), PartBuilder.MAX_ALT_TEXT),
                        "contents", json.contents(field + ".contents", flex.contents()));
            case Bubble.Json message -> json.message(field + ".message", message.message());
        };
    }

    Part quickReply(String field, Message.QuickReply reply) {
        return PartBuilder.fields(
                "type", PartBuilder.fixed("action"),
                "imageUrl", reply.iconMediaId().map(id -> icon(field + ".iconMediaId", id)),
                "action", actions.button(field, reply.action()));
    }

    Part sender(Message.Sender sender) {
        return PartBuilder.fields(
                "name", parts.words("sender.name", sender.name(), 20),
                "iconUrl", sender.iconMediaId().map(id -> icon("sender.iconMediaId", id)));
    }

    private Part icon(String field, String mediaId) {
        return parts.medium(field, mediaId, Medium.Kind.IMAGE)
                .map(medium -> PartBuilder.fixed(medium.preview()))
                .orElseGet(() -> PartBuilder.items(List.of()));
    }

    private Part text(String field, Bubble.Text text) {
        var emojis = new ArrayList<>(text.emojis());
        emojis.sort(Comparator.comparingInt(Bubble.Emoji::index));
        parts.number(field + ".emojis", 0, MAX_EMOJIS, emojis.size());
        var marked =
                new StringBuilder(PersonValues.PRIVATE_USE.matcher(text.text()).replaceAll(" "));
        for (var i = 0; i < emojis.size(); i++) {
            var index = emojis.get(i).index();
            if (index < 0 || index >= marked.length() || marked.charAt(index) != '$') {
                parts.problems().add(field + ".emojis[" + i + "].index", Code.NO_PLACE_FOR_EMOJI, index);
            } else {
                marked.setCharAt(index, (char) (Part.TextBubble.MARK + i));
            }
        }
        var words = parts.linkedWords(field + ".text", marked.toString(), MAX_TEXT);
        if (words instanceof Part.Words personal) {
            return new Part.TextBubble(personal, emojis);
        }
        return PartBuilder.fields(
                "type", PartBuilder.fixed("text"),
                "text", PartBuilder.fixed(text.text()),
                "emojis",
                        emojis.isEmpty()
                                ? Optional.empty()
                                : PartBuilder.items(emojis.stream()
                                        .map(BubbleCompiler::emoji)
                                        .toList()));
    }

    static Part emoji(Bubble.Emoji emoji) {
        return PartBuilder.fields(
                "index", PartBuilder.fixed(emoji.index()),
                "productId", PartBuilder.fixed(emoji.productId()),
                "emojiId", PartBuilder.fixed(emoji.emojiId()));
    }

    private Part image(String field, Bubble.Image image) {
        if (image.link().isEmpty()) {
            return PartBuilder.fields(
                    "type", PartBuilder.fixed("image"),
                    "originalContentUrl", parts.picture(field + ".", image.picture(), false),
                    "previewImageUrl", parts.picture(field + ".", image.picture(), true));
        }
        return switch (image.picture()) {
            case Picture.Own own ->
                parts.medium(field + ".mediaId", own.mediaId(), Medium.Kind.IMAGE)
                        .map(medium -> {
                            var whole = new Bubble.Area(
                                    0,
                                    0,
                                    CompiledMessage.WIDTH,
                                    medium.mapHeight(),
                                    new Action.OpenUri("", image.link().get()));
                            return map(
                                    parts.altText(field + ".altText", image.altText(), Optional.empty()),
                                    medium,
                                    List.of(link(field, whole, medium)));
                        })
                        .orElseGet(() -> PartBuilder.items(List.of()));
            case Picture.Elsewhere _ -> {
                // only of our own pictures there are the sizes that LINE asks for
                parts.problems().add(field + ".url", Code.WRONG_TYPE, "mediaId");
                yield PartBuilder.items(List.of());
            }
        };
    }

    private Part link(String field, Bubble.Area whole, Medium medium) {
        var uri = ((Action.OpenUri) whole.action()).uri();
        return PartBuilder.fields(
                "type", PartBuilder.fixed("uri"),
                "linkUri", parts.address(field + ".link", uri),
                "area",
                        PartBuilder.fields(
                                "x", PartBuilder.fixed(0),
                                "y", PartBuilder.fixed(0),
                                "width", PartBuilder.fixed(CompiledMessage.WIDTH),
                                "height", PartBuilder.fixed(medium.mapHeight())));
    }

    private static Part map(Part altText, Medium medium, List<Part> areas, Object... more) {
        var pairs = new ArrayList<Object>(List.of(
                "type", PartBuilder.fixed("imagemap"),
                "baseUrl", PartBuilder.fixed(medium.url()),
                "altText", altText,
                "baseSize",
                        PartBuilder.fields(
                                "width", PartBuilder.fixed(CompiledMessage.WIDTH),
                                "height", PartBuilder.fixed(medium.mapHeight())),
                "actions", PartBuilder.items(areas)));
        pairs.addAll(List.of(more));
        return PartBuilder.fields(pairs.toArray());
    }

    private Part video(String field, Bubble.Video video) {
        var film = parts.medium(field + ".mediaId", video.mediaId(), Medium.Kind.VIDEO);
        var preview = parts.medium(field + ".previewMediaId", video.previewMediaId(), Medium.Kind.IMAGE);
        if (film.isEmpty() || preview.isEmpty()) {
            return PartBuilder.items(List.of());
        }
        if (video.link().isEmpty()) {
            return PartBuilder.fields(
                    "type", PartBuilder.fixed("video"),
                    "originalContentUrl", PartBuilder.fixed(film.get().original()),
                    "previewImageUrl", PartBuilder.fixed(preview.get().preview()));
        }
        var link = video.link().get();
        return map(
                parts.altText(field + ".altText", video.altText(), Optional.empty()),
                preview.get(),
                List.of(),
                "video",
                PartBuilder.fields(
                        "originalContentUrl", PartBuilder.fixed(film.get().original()),
                        "previewImageUrl", PartBuilder.fixed(preview.get().preview()),
                        "area",
                                PartBuilder.fields(
                                        "x", PartBuilder.fixed(0),
                                        "y", PartBuilder.fixed(0),
                                        "width", PartBuilder.fixed(CompiledMessage.WIDTH),
                                        "height",
                                                PartBuilder.fixed(preview.get().mapHeight())),
                        "externalLink",
                                PartBuilder.fields(
                                        "linkUri", parts.address(field + ".link", link.uri(), link.label()),
                                        "label", parts.words(field + ".label", link.label(), MAX_VIDEO_LABEL))));
    }

    private Part rich(String field, Bubble.Rich rich) {
        var altText = parts.words(field + ".altText", rich.altText(), PartBuilder.MAX_ALT_TEXT);
        var medium = parts.medium(field + ".mediaId", rich.mediaId(), Medium.Kind.IMAGE);
        if (medium.isEmpty()) {
            return PartBuilder.items(List.of());
        }
        var height = medium.get().mapHeight();
        var areas = switch (rich.areas()) {
            case Bubble.Areas.ByTemplate template -> {
                var wanted = template.template().parts();
                parts.number(
                        field + ".actions", wanted, wanted, template.actions().size());
                yield template.actions().size() == wanted
                        ? template.template().areas(height, template.actions())
                        : List.<Bubble.Area>of();
            }
            case Bubble.Areas.ByHand hand -> {
                parts.number(field + ".areas", 1, MAX_AREAS, hand.areas().size());
                yield hand.areas();
            }
        };
        return map(
                altText,
                medium.get(),
                IntStream.range(0, areas.size())
                        .mapToObj(i -> actions.area(field + ".areas[" + i + "]", areas.get(i), height))
                        .toList());
    }

    private Part cards(String field, Bubble.Cards cards) {
        parts.number(field + ".cards", 1, MAX_CARDS, cards.cards().size());
        if (cards.cards().stream().map(card -> card.actions().size()).distinct().count() > 1) {
            parts.problems().add(field + ".cards", Code.UNEQUAL_ACTIONS);
        }
        var first = cards.cards().stream().findFirst();
        var columns = IntStream.range(0, cards.cards().size())
                .mapToObj(i -> card(field + ".cards[" + i + "]", cards.cards().get(i)))
                .toList();
        return template(
                parts.altText(
                        field + ".altText",
                        cards.altText(),
                        first.map(card -> card.title().orElse(card.text()))),
                PartBuilder.fields("type", PartBuilder.fixed("carousel"), "columns", PartBuilder.items(columns)));
    }

    private Part card(String field, Bubble.Card card) {
        parts.number(field + ".actions", 1, 3, card.actions().size());
        return PartBuilder.fields(
                content(field, card.picture(), card.title(), card.text(), MAX_CARD_TEXT, card.actions())
                        .toArray());
    }

    private Part buttons(String field, Bubble.Buttons buttons) {
        parts.number(field + ".actions", 1, 4, buttons.actions().size());
        var pairs = new ArrayList<Object>(List.of("type", PartBuilder.fixed("buttons")));
        pairs.addAll(content(
                field, buttons.picture(), buttons.title(), buttons.text(), MAX_BUTTONS_TEXT, buttons.actions()));
        return template(
                parts.altText(
                        field + ".altText", buttons.altText(), buttons.title().or(() -> Optional.of(buttons.text()))),
                PartBuilder.fields(pairs.toArray()));
    }

    private List<Object> content(
            String field,
            Optional<Picture> picture,
            Optional<String> title,
            String text,
            Limit maxText,
            List<Action> taps) {
        var besides = picture.isPresent() || title.isPresent();
        return List.of(
                "thumbnailImageUrl", picture.map(known -> parts.picture(field + ".", known, false)),
                "title", title.map(words -> parts.words(field + ".title", words, MAX_TITLE, Part.WhenBlank.DROP_FIELD)),
                "text", parts.words(field + ".text", text, besides ? MAX_TEXT_BESIDES : maxText),
                "actions",
                        PartBuilder.items(IntStream.range(0, taps.size())
                                .mapToObj(i -> actions.button(field + ".actions[" + i + "]", taps.get(i)))
                                .toList()));
    }

    private static Part template(Part altText, Part template) {
        return PartBuilder.fields("type", PartBuilder.fixed("template"), "altText", altText, "template", template);
    }
}
