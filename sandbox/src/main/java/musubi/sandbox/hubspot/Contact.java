package musubi.sandbox.hubspot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A contact at one moment.
 *
 * @param id the record id
 * @param archived in the recycle bin
 * @param properties those that have a value, HubSpot's computed ones included
 * @param createdAt its creation
 * @param updatedAt its last write
 * @param writes the number of writes, its creation included
 */
public record Contact(
        long id, boolean archived, Map<String, String> properties, Instant createdAt, Instant updatedAt, int writes) {

    /** The value of one property. */
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
