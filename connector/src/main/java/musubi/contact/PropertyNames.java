package musubi.contact;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The internal names and labels of one connection's properties: the plain ones for a portal's first account, with a
 * serial for the others ({@code line_user_id_2}, {@code LINE User ID _ 2}), or existing ones the operator named.
 *
 * @param serial 1 for the portal's first account
 * @param mapped existing internal names in the place of ours
 */
public record PropertyNames(int serial, Map<LineProperty, String> mapped) {

    /** @throws IllegalArgumentException when the serial is below 1 */
    public PropertyNames {
        if (serial < 1) {
            throw new IllegalArgumentException("serial: %d (expected: 1 or more)".formatted(serial));
        }
        mapped = Map.copyOf(mapped);
    }

    /** Nothing mapped. */
    public static PropertyNames ofSerial(int serial) {
        return new PropertyNames(serial, Map.of());
    }

    /** The property's internal name in HubSpot. */
    public String of(LineProperty property) {
        var existing = mapped.get(property);
        return existing != null ? existing : property.internalName() + (serial == 1 ? "" : "_" + serial);
    }

    /** The property's label in HubSpot. */
    public String labelOf(LineProperty property) {
        return property.label() + (serial == 1 ? "" : " _ " + serial);
    }

    /** The internal names of all properties, in their order. */
    public List<String> all() {
        return List.of(LineProperty.values()).stream().map(this::of).toList();
    }

    /** What HubSpot gave under internal names, by property. Unset ones are left out. */
    public Map<LineProperty, String> read(Map<String, String> values) {
        var read = new EnumMap<LineProperty, String>(LineProperty.class);
        for (var property : LineProperty.values()) {
            var value = values.get(of(property));
            if (value != null && !value.isEmpty()) {
                read.put(property, value);
            }
        }
        return read;
    }
}
