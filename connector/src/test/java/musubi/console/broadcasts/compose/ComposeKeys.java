package musubi.console.broadcasts.compose;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import musubi.broadcast.Tracking;
import musubi.console.BuiltKeys;
import musubi.message.RichTemplate;

/** The keys of texts that the form of a message puts together. */
public final class ComposeKeys {

    private ComposeKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.put(
                "compose.kind.",
                Stream.of("text", "image", "buttons", "cards", "rich", "video", "sticker", "coupon", "flex", "json"));
        keys.put(
                "compose.template.",
                Stream.concat(Arrays.stream(RichTemplate.values()).map(Enum::name), Stream.of(FreeAreas.FREE)));
        var tracking = Arrays.stream(Tracking.values()).map(Enum::name).toList();
        keys.put("compose.tracking.", Stream.concat(tracking.stream(), BuiltKeys.parts(tracking.stream(), "hint")));
        var winner = List.of("ALL", "CLICK_RATE", "HAND");
        keys.put("compose.winner.", Stream.concat(winner.stream(), BuiltKeys.parts(winner.stream(), "hint")));
        keys.put("compose.area.", Stream.of("x", "y", "width", "height"));
    }
}
