package musubi.console.broadcasts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastContent.VariantContent;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.Broadcasts;
import musubi.broadcast.Variant;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What a broadcast says: a draft, as it would be sent now; any other, as it was frozen when it was sent. */
@Component
class MessageWords {

    private static final Set<String> KINDS =
            Set.of("text", "image", "video", "rich", "cards", "buttons", "coupon", "sticker", "flex");

    private final Broadcasts broadcasts;
    private final SavedMessages saved;

    MessageWords(Broadcasts broadcasts, SavedMessages saved) {
        this.broadcasts = broadcasts;
        this.saved = saved;
    }

    /**
     * A message, or one of its variants.
     *
     * @param name of the variant; empty where there is one message for all
     * @param percent of the people who get it
     * @param saved the name of the saved message; empty where the message is the broadcast's own
     * @param content empty: it is a saved message that is no longer there
     */
    record Said(String name, int percent, String saved, Optional<JsonNode> content) {

        /** What it says as short words; tokens stay as they are written. */
        public List<Bubble> bubbles() {
            return content.stream()
                    .flatMap(message -> message.path("bubbles").valueStream())
                    .map(MessageWords::bubble)
                    .toList();
        }
    }

    /**
     * A bubble.
     *
     * @param kind the end of a message key
     * @param text what it says, or what stands for it; may be empty
     */
    record Bubble(String kind, String text) {}

    /** The message, or each of the variants. */
    List<Said> of(Broadcast one) {
        var frozen = one.state() == BroadcastState.DRAFT ? List.<Variant>of() : broadcasts.frozen(one.id());
        var content = one.content();
        var asked = content.variants().isEmpty()
                ? List.of(new VariantContent("", 100, content.message(), content.messageId()))
                : content.variants();
        return IntStream.range(0, asked.size())
                .mapToObj(i -> said(
                        one.connectionId(),
                        asked.get(i),
                        frozen.stream().skip(i).findFirst()))
                .toList();
    }

    private Said said(UUID connectionId, VariantContent asked, Optional<Variant> frozen) {
        // another connection's is not for whoever sees this one
        var found = asked.messageId()
                .flatMap(saved::find)
                .filter(message -> message.connectionId().equals(connectionId));
        return new Said(
                asked.name(),
                asked.percent(),
                found.map(SavedMessage::name).orElse(""),
                frozen.map(Variant::content).or(asked::message).or(() -> found.map(SavedMessage::content)));
    }

    private static Bubble bubble(JsonNode bubble) {
        var type = bubble.path("type").asString("");
        var text = Stream.of("text", "altText", "title")
                .map(field -> bubble.path(field).asString(""))
                .filter(found -> !found.isBlank())
                .findFirst()
                .orElseGet(() -> bubble.path("cards").path(0).path("text").asString(""));
        return new Bubble(KINDS.contains(type) ? type : "json", text);
    }
}
