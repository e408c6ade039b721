package musubi.console.layout;

import java.util.Arrays;
import musubi.console.BuiltKeys;

/** The keys of texts that the layout puts together. */
public final class LayoutKeys {

    private LayoutKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.put(
                "console.area.",
                Arrays.stream(Section.values()).filter(Section::inRail).map(Section::code));
    }
}
