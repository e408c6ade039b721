package musubi.hubspot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A contact as HubSpot gives it.
 *
 * @param id HubSpot's record id; after a merge another than the one asked for
 * @param createdAt when it was made; empty when the answer did not say
 * @param properties those asked for that have a value, by internal name
 */
public record ContactRecord(String id, Optional<Instant> createdAt, Map<String, String> properties) {

    /** Does not tell the values: they would end in a log. */
    @Override
    public String toString() {
        return "ContactRecord[%d properties]".formatted(properties.size());
    }
}
