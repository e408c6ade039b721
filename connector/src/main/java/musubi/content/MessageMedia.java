package musubi.content;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Which pictures and videos a message names. */
public final class MessageMedia {

    private static final Set<String> FIELDS = Set.of("mediaId", "previewMediaId", "iconMediaId");

    private MessageMedia() {}

    /**
     * The ids of pictures and videos, wherever they stand in the message.
     *
     * @param content {@code {bubbles, quickReplies?, sender?}}
     */
    public static Set<UUID> in(JsonNode content) {
        var found = new LinkedHashSet<UUID>();
        for (var field : FIELDS) {
            for (var value : content.findValues(field)) {
                try {
                    found.add(UUID.fromString(value.asString("")));
                } catch (IllegalArgumentException none) {
                    // a message that was checked has none such
                }
            }
        }
        return found;
    }
}
