package musubi.console.overview;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import musubi.console.BuiltKeys;

/** The keys of texts that the overview puts together. */
public final class OverviewKeys {

    private OverviewKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.put("overview.way.", lower(Lamp.Way.values()));
        keys.put("overview.lamp.", lower(Lamp.State.values()));
        keys.put("overview.step.", Stream.of("webhook", "friends", "login", "people"));
    }

    private static Stream<String> lower(Enum<?>... constants) {
        return Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT));
    }
}
