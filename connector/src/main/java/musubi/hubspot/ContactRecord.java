package musubi.hubspot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A contact as HubSpot gives it.
 *
 * @param id HubSpot's record id; after a merge not the one asked for
 * @param createdAt when it was created; empty when the answer did not say
 * @param properties the properties asked for that have a value, by internal name
 * @param empty the properties asked for that have no value
 */
public record ContactRecord(String id, Optional<Instant> createdAt, Map<String, String> properties, Set<String> empty) {

    /**
     * Whether the answer says what the property's value is, or that it has none. A property that does not exist in the
     * portal is left out of answers.
     */
    public boolean covers(String property) {
        return properties.containsKey(property) || empty.contains(property);
    }

    /** Leaves out the values, which must not appear in a log. */
    @Override
    public String toString() {
        return "ContactRecord[%d properties]".formatted(properties.size());
    }
}
