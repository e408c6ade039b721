package musubi.message;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.message.CompiledMessage.Addresses;
import musubi.message.tokens.PersonValues;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Fills the values of one person into a message. */
final class PersonRenderer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** UTF-16 units of all texts together; a call of LINE takes 2 MB. */
    private static final int MAX_WRITTEN = 500_000;

    private final PersonValues values;
    private final Addresses addresses;
    private int written;

    PersonRenderer(Map<String, PropertyValue> values, Addresses addresses) {
        this.values = new PersonValues(values);
        this.addresses = addresses;
    }

    Set<String> missing() {
        return values.missing();
    }

    /** A message object; none where it is a text that is blank. */
    Optional<ObjectNode> message(Part bubble) {
        return switch (bubble) {
            case Part.TextBubble text -> text(text);
            case Part.Fields fields -> Optional.of(object(fields));
            case Part.Fixed _, Part.Words _, Part.Address _, Part.Items _ ->
                throw new IllegalStateException("no message: " + bubble);
        };
    }

    JsonNode json(Part part) {
        return switch (part) {
            case Part.Fixed fixed -> fixed.value();
            case Part.Words words -> StringNode.valueOf(words(words));
            case Part.Address address -> StringNode.valueOf(address(address.field(), address.link(), address.max()));
            case Part.Fields fields -> object(fields);
            case Part.TextBubble text ->
                text(text).orElseThrow(() -> new NotForThisPerson(new Rendering.ValueMissing(missing())));
            case Part.Items items -> {
                var array = JSON.arrayNode();
                items.parts().forEach(inner -> array.add(json(inner)));
                yield array;
            }
        };
    }

    private ObjectNode object(Part.Fields fields) {
        var object = JSON.objectNode();
        fields.parts().forEach((name, part) -> {
            var json = json(part);
            if (!(part instanceof Part.Words words
                    && words.whenBlank() == Part.WhenBlank.DROP_FIELD
                    && json.asString().isBlank())) {
                object.set(name, json);
            }
        });
        return object;
    }

    private String words(Part.Words words) {
        var rendered = rendered(words);
        if (rendered.isBlank() && words.whenBlank() == Part.WhenBlank.SKIP_PERSON) {
            throw new NotForThisPerson(new Rendering.ValueMissing(missing()));
        }
        return rendered;
    }

    private String rendered(Part.Words words) {
        var rendered = words.text()
                .render(
                        values,
                        (link, target) -> address(
                                words.field(), link, target, words.limit().max()));
        written += rendered.length();
        if (values.isTooLong() || written > MAX_WRITTEN || !words.limit().allows(rendered)) {
            throw new NotForThisPerson(new Rendering.TooLong(words.field()));
        }
        return rendered;
    }

    private String address(String field, Link link, int max) {
        return address(field, link, link.target(values), max);
    }

    private String address(String field, Link link, String target, int max) {
        var sent = link.number() == Link.UNNUMBERED ? target : addresses.of(link.number(), target);
        if (values.isTooLong()) {
            throw new NotForThisPerson(new Rendering.TooLong(field));
        }
        if (!(link.number() == Link.UNNUMBERED ? PartBuilder.isPicture(sent, max) : PartBuilder.isAddress(sent, max))) {
            throw new NotForThisPerson(
                    missing().isEmpty() ? new Rendering.TooLong(field) : new Rendering.ValueMissing(missing()));
        }
        return sent;
    }

    private Optional<ObjectNode> text(Part.TextBubble bubble) {
        var rendered = new StringBuilder(rendered(bubble.words()));
        if (rendered.toString().isBlank()) {
            return Optional.empty();
        }
        var emojis = JSON.arrayNode();
        for (var i = 0; i < bubble.emojis().size(); i++) {
            var emoji = bubble.emojis().get(i);
            // a condition may have left it out
            var at = rendered.indexOf(String.valueOf((char) (Part.TextBubble.MARK + i)));
            if (at >= 0) {
                rendered.setCharAt(at, '$');
                emojis.add(json(BubbleCompiler.emoji(new Bubble.Emoji(at, emoji.productId(), emoji.emojiId()))));
            }
        }
        var message = JSON.objectNode().put("type", "text").put("text", rendered.toString());
        if (!emojis.isEmpty()) {
            message.set("emojis", emojis);
        }
        return Optional.of(message);
    }
}
