package musubi.sandbox.hubspot;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties and groups a portal has. Read by anyone, written under the store's lock. */
final class Schema {

    static final int EMAIL_SLOT = 0;
    /** Custom unique properties that contacts can have (documented). */
    static final int UNIQUE_LIMIT = 10;
    /** Custom properties that contacts can have (documented). */
    static final int CUSTOM_LIMIT = 1_000;

    private volatile Map<String, StoredProperty> properties = Map.of();
    private volatile Map<String, String> groups = Map.of();
    private int nextSlot = EMAIL_SLOT;

    Schema() {
        group("contactinformation", "Contact information");
        HubSpotProperties.kept().forEach(this::add);
        HubSpotProperties.computed().forEach((definition, value) -> put(StoredProperty.computed(definition, value)));
    }

    @Nullable
    StoredProperty find(String name) {
        return properties.get(name);
    }

    StoredProperty get(String name) {
        var found = find(name);
        if (found == null) {
            throw new IllegalArgumentException("no property %s".formatted(name));
        }
        return found;
    }

    Collection<StoredProperty> all() {
        return properties.values();
    }

    long customUnique() {
        return all().stream()
                .map(StoredProperty::definition)
                .filter(definition -> !definition.hubspotDefined() && definition.hasUniqueValue())
                .count();
    }

    long custom() {
        return all().stream()
                .filter(property -> !property.definition().hubspotDefined())
                .count();
    }

    /** A new one, without values: also when one of that name was deleted before. */
    void add(PropertyDefinition definition) {
        put(StoredProperty.kept(definition, nextSlot++));
    }

    void put(StoredProperty property) {
        var next = new LinkedHashMap<>(properties);
        next.put(property.name(), property);
        properties = Collections.unmodifiableMap(next);
    }

    /** Takes it away together with all its values. */
    void remove(String name) {
        var next = new LinkedHashMap<>(properties);
        next.remove(name);
        properties = Collections.unmodifiableMap(next);
    }

    /** Labels by internal name. */
    Map<String, String> groups() {
        return groups;
    }

    void group(String name, String label) {
        var next = new LinkedHashMap<>(groups);
        next.put(name, label);
        groups = Collections.unmodifiableMap(next);
    }
}
