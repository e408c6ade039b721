package musubi.console.broadcasts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import musubi.broadcast.BroadcastContent;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What a broadcast says, as short words; tokens stay as they are written. */
@Component
class MessageWords {

    private static final Set<String> KINDS =
            Set.of("text", "image", "video", "rich", "cards", "buttons", "coupon", "sticker", "flex");

    private final SavedMessages saved;

    MessageWords(SavedMessages saved) {
        this.saved = saved;
    }

    /**
     * A message, or one of its variants.
     *
     * @param name of the variant; empty where there is one message for all
     * @param percent of the people who get it
     * @param saved the name of the saved message; empty where the message is the broadcast's own
     * @param gone whether it is a saved message that is no longer there
     */
    record Said(String name, int percent, String saved, boolean gone, List<Bubble> bubbles) {}

    /**
     * A bubble.
     *
     * @param kind the end of a message key
     * @param text what it says, or what stands for it; may be empty
     */
    record Bubble(String kind, String text) {}

    List<Said> of(BroadcastContent content) {
        return content.variants().isEmpty()
                ? List.of(said("", 100, content.message(), content.messageId().flatMap(saved::find)))
                : content.variants().stream()
                        .map(variant -> said(
                                variant.name(),
                                variant.percent(),
                                variant.message(),
                                variant.messageId().flatMap(saved::find)))
                        .toList();
    }

    private static Said said(String name, int percent, Optional<JsonNode> own, Optional<SavedMessage> saved) {
        var message = own.or(() -> saved.map(SavedMessage::content));
        return new Said(
                name,
                percent,
                saved.map(SavedMessage::name).orElse(""),
                message.isEmpty(),
                message.stream()
                        .flatMap(found -> found.path("bubbles").valueStream())
                        .map(MessageWords::bubble)
                        .toList());
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
