package musubi.broadcast.prepare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts an image of one pixel into the first flex message: nothing else that LINE shows loads an image that can be one for each person. */
final class OpenImage {

    /** LINE takes 30 KB in a bubble. */
    private static final int MAX_BUBBLE_BYTES = 29_000;

    private OpenImage() {}

    /** Whether there is a place for it. */
    static boolean hasPlace(List<? extends JsonNode> messages) {
        return messages.stream().anyMatch(message -> box(message).isPresent());
    }

    /** The messages with the image; as they are where there is no place for it. */
    static List<JsonNode> in(List<? extends JsonNode> messages, String address) {
        var all = new ArrayList<JsonNode>(messages);
        for (var at = 0; at < all.size(); at++) {
            if (box(all.get(at)).isPresent()) {
                var message = all.get(at).deepCopy();
                box(message)
                        .ifPresent(contents -> contents.addObject()
                                .put("type", "image")
                                .put("url", address)
                                .put("size", "1px")
                                .put("aspectRatio", "1:1")
                                .put("position", "absolute")
                                .put("offsetTop", "0px")
                                .put("offsetStart", "0px"));
                all.set(at, message);
                return all;
            }
        }
        return all;
    }

    /** What is in the body of the first bubble; empty where it takes no image. */
    private static Optional<ArrayNode> box(JsonNode message) {
        if (!message.path("type").asString("").equals("flex")) {
            return Optional.empty();
        }
        var contents = message.path("contents");
        var bubble = contents.path("type").asString("").equals("carousel")
                ? contents.path("contents").path(0)
                : contents;
        var body = bubble.path("body");
        // a baseline box holds texts and icons only
        return body instanceof ObjectNode
                        && !body.path("layout").asString("").equals("baseline")
                        && body.path("contents") instanceof ArrayNode inside
                        && bubble.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BUBBLE_BYTES
                ? Optional.of(inside)
                : Optional.empty();
    }
}
