package musubi.console.broadcasts.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.content.Media;
import musubi.message.Action;
import musubi.message.Bubble;
import musubi.message.Medium;
import musubi.message.RichTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Areas of a rich message that are drawn by hand, in pixels of the picture at a width of {@value #WIDTH}. */
@Component
final class FreeAreas {

    /** The template that stands in the form for areas drawn by hand. */
    static final String FREE = "FREE";

    /** Pixels by which LINE measures every picture. */
    static final int WIDTH = 1_040;

    /** Areas of a rich message. */
    static final int MAX = 50;

    private final Media media;

    FreeAreas(Media media) {
        this.media = media;
    }

    static boolean isFree(JsonNode bubble) {
        return bubble.path("template").asString("").equals(FREE);
    }

    /**
     * How high the pictures are, by the place of their bubble. Areas that were a template's until now begin as those, with what their taps
     * did.
     */
    Map<String, Integer> heights(UUID connectionId, ObjectNode form) {
        var heights = new HashMap<String, Integer>();
        var bubbles = form.path("bubbles");
        for (var i = 0; i < bubbles.size(); i++) {
            if (bubbles.get(i) instanceof ObjectNode bubble && isFree(bubble)) {
                var height = media.find(connectionId, bubble.path("mediaId").asString(""))
                        .map(Medium::mapHeight)
                        .orElse(WIDTH);
                begin(bubble, height);
                heights.put("bubbles[%d]".formatted(i), height);
            }
        }
        return heights;
    }

    private static void begin(ObjectNode bubble, int height) {
        var former = bubble.remove("divided");
        var areas = FormTree.list(bubble, "areas");
        if (former == null || !areas.isEmpty()) {
            return;
        }
        var template = MessageForm.template(former.asString(""));
        var actions = FormTree.list(bubble, "actions");
        areas(template, height).forEach(area -> {
            var made = areas.addObject();
            if (actions.get(areas.size() - 1) instanceof ObjectNode action) {
                made.setAll(action);
            }
            put(made, area.x(), area.y(), area.width(), area.height());
        });
        bubble.remove("actions");
    }

    private static List<Bubble.Area> areas(RichTemplate template, int height) {
        List<Action> nothing = IntStream.range(0, template.parts())
                .<Action>mapToObj(_ -> new Action.SayText("", ""))
                .toList();
        return template.areas(height, nothing);
    }

    /** Where an area is; as texts, as everything in a form. */
    static void put(ObjectNode area, int x, int y, int width, int height) {
        area.put("x", String.valueOf(x))
                .put("y", String.valueOf(y))
                .put("width", String.valueOf(width))
                .put("height", String.valueOf(height));
    }
}
