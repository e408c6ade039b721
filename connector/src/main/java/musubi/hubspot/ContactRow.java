package musubi.hubspot;

import java.util.Map;

/**
 * One contact to be written.
 *
 * @param id the value of the id property, or the record id
 * @param properties by internal name; an empty value would clear a property
 */
public record ContactRow(String id, Map<String, String> properties) {

    /** Leaves out the values, which must not appear in a log. */
    @Override
    public String toString() {
        return "ContactRow[%d properties]".formatted(properties.size());
    }
}
