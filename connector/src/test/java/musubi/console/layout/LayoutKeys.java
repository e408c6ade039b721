package musubi.console.layout;

import java.util.stream.Stream;
import musubi.console.BuiltKeys;
import musubi.sync.outage.Outage;

/** The keys of texts that the layout puts together. */
public final class LayoutKeys {

    private LayoutKeys() {}

    public static void addTo(BuiltKeys keys) {
        // the sections of the main menu
        keys.put(
                "console.section.",
                Stream.of("friends", "links", "import", "failures", "connection", "settings", "sandbox"));
        keys.names("outage.cause.", Outage.Cause.values());
    }
}
