package musubi.sandbox.hubspot;

import java.util.List;

/**
 * A property of contacts, as HubSpot defines it.
 *
 * @param name the internal name
 * @param type string, number, bool, date, datetime, enumeration or phone_number
 * @param fieldType text, textarea, select and so on
 * @param groupName the internal name of its group
 * @param options of an enumeration or a bool, else empty
 * @param hasUniqueValue no two contacts can have the same value
 * @param readOnlyValue its value cannot be set through the API
 * @param hubspotDefined HubSpot's own, as opposed to a custom one
 */
public record PropertyDefinition(
        String name,
        String label,
        String type,
        String fieldType,
        String groupName,
        String description,
        List<PropertyOption> options,
        boolean hasUniqueValue,
        boolean readOnlyValue,
        boolean hubspotDefined) {

    /** A custom one without description or options. */
    public static PropertyDefinition custom(
            String name, String label, String type, String fieldType, String groupName) {
        return new PropertyDefinition(name, label, type, fieldType, groupName, "", List.of(), false, false, false);
    }

    /** The same, with unique values. */
    public PropertyDefinition unique() {
        return new PropertyDefinition(
                name, label, type, fieldType, groupName, description, options, true, readOnlyValue, hubspotDefined);
    }

    /** The same with these choices. */
    public PropertyDefinition options(List<PropertyOption> choices) {
        return new PropertyDefinition(
                name,
                label,
                type,
                fieldType,
                groupName,
                description,
                List.copyOf(choices),
                hasUniqueValue,
                readOnlyValue,
                hubspotDefined);
    }
}
