package musubi.sandbox.hubspot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task at one moment.
 *
 * @param id the record id
 * @param archived in the recycle bin
 * @param properties those that have a value, HubSpot's computed ones included
 * @param contactIds the associated contacts, archived ones too
 * @param createdAt its creation
 * @param updatedAt its last write
 * @param writes the number of writes, its creation and changes of its contacts included
 */
public record Task(
        long id,
        boolean archived,
        Map<String, String> properties,
        Set<Long> contactIds,
        Instant createdAt,
        Instant updatedAt,
        int writes) {

    /** The value of one property. */
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
