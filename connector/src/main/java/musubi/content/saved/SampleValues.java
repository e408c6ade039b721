package musubi.content.saved;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import musubi.content.KnownProperty;
import musubi.message.PropertyValue;

/** Values of nobody, of the right types, with which a message is shown to LINE. */
public final class SampleValues {

    private static final ZonedDateTime DAY = ZonedDateTime.of(2026, 12, 31, 0, 0, 0, 0, ZoneOffset.UTC);

    /** Texts: what a name may be, and, for addresses that are all of them a value, an address. */
    private static final List<String> TEXTS = List.of("LINE", "https://example.com/");

    private SampleValues() {}

    /** One person after the other, of whom at least one fits most messages. */
    public static List<Map<String, PropertyValue>> of(Set<String> properties, Map<String, KnownProperty> known) {
        return TEXTS.stream().map(text -> person(properties, known, text)).toList();
    }

    private static Map<String, PropertyValue> person(
            Set<String> properties, Map<String, KnownProperty> known, String text) {
        var values = new HashMap<String, PropertyValue>();
        properties.forEach(name -> values.put(name, value(Optional.ofNullable(known.get(name)), text)));
        return values;
    }

    private static PropertyValue value(Optional<KnownProperty> property, String text) {
        return switch (property.map(KnownProperty::type).orElse("string")) {
            case "number" -> new PropertyValue(1L, "1");
            case "bool" -> new PropertyValue(true, "1");
            case "date", "datetime" -> new PropertyValue(DAY, "2026");
            case "enumeration" ->
                property.flatMap(choices -> choices.options().entrySet().stream()
                                .filter(choice -> !choice.getValue().isBlank())
                                .findFirst())
                        .map(choice -> new PropertyValue(choice.getKey(), choice.getValue()))
                        .orElse(PropertyValue.of(text));
            default -> PropertyValue.of(text);
        };
    }
}
