package musubi.hubspot;

import java.util.Map;

/**
 * A contact as HubSpot gives it.
 *
 * @param id HubSpot's record id; after a merge another than the one asked for
 * @param properties those asked for that have a value, by internal name
 */
public record ContactRecord(String id, Map<String, String> properties) {

    /** Does not tell the values: they would end in a log. */
    @Override
    public String toString() {
        return "ContactRecord[%d properties]".formatted(properties.size());
    }
}
