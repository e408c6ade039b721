package musubi.hubspot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A contact as HubSpot gives it.
 *
 * @param id HubSpot's record id; after a merge another than the one asked for
 * @param createdAt when it was made; empty when the answer did not say
 * @param properties those asked for that have a value, by internal name
 * @param empty those of which the answer says that they have none
 */
public record ContactRecord(String id, Optional<Instant> createdAt, Map<String, String> properties, Set<String> empty) {

    /**
     * Whether the answer says what the property's value is, or that it has none. Of one that does not exist in the
     * portal it says nothing.
     */
    public boolean tells(String property) {
        return properties.containsKey(property) || empty.contains(property);
    }

    /** Does not tell the values: they would end in a log. */
    @Override
    public String toString() {
        return "ContactRecord[%d properties]".formatted(properties.size());
    }
}
