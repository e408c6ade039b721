package musubi.sandbox.hubspot.crm.record;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import musubi.sandbox.hubspot.PropertyDefinition;
import org.jspecify.annotations.Nullable;

/** The properties and groups of one object type in a portal. Read by anyone, written under the store's lock. */
public final class Schema {

    public static final int EMAIL_SLOT = 0;
    /** Custom unique properties that contacts can have (documented). */
    public static final int UNIQUE_LIMIT = 10;
    /** Custom properties that contacts can have (documented). */
    public static final int CUSTOM_LIMIT = 1_000;

    /** The slot for the ids of a record's associated contacts; it is not a property. */
    public static final int CONTACTS_SLOT = 1;

    private final boolean ofContacts;
    private volatile Map<String, StoredProperty> properties = Map.of();
    private volatile Map<String, String> groups = Map.of();
    private int nextSlot;

    private Schema(boolean ofContacts) {
        this.ofContacts = ofContacts;
        this.nextSlot = ofContacts ? EMAIL_SLOT : CONTACTS_SLOT + 1;
    }

    public static Schema contacts() {
        var schema = new Schema(true);
        schema.group("contactinformation", "Contact information");
        HubSpotProperties.stored().forEach(schema::add);
        HubSpotProperties.computed().forEach(schema::compute);
        return schema;
    }

    public static Schema tasks() {
        var schema = new Schema(false);
        schema.group("task", "Task information");
        TaskProperties.stored().forEach(schema::add);
        TaskProperties.computed().forEach(schema::compute);
        return schema;
    }

    public static Schema notes() {
        var schema = new Schema(false);
        schema.group("note", "Note information");
        TaskProperties.ofNotes().forEach(schema::add);
        TaskProperties.computed().forEach(schema::compute);
        return schema;
    }

    /** Whether search supports {@code associations.contact} for this object type. */
    public boolean hasContacts() {
        return !ofContacts;
    }

    @Nullable
    public StoredProperty find(String name) {
        return properties.get(name);
    }

    public StoredProperty get(String name) {
        var found = find(name);
        if (found == null) {
            throw new IllegalArgumentException("no property %s".formatted(name));
        }
        return found;
    }

    public Collection<StoredProperty> all() {
        return properties.values();
    }

    public long customUnique() {
        return all().stream()
                .map(StoredProperty::definition)
                .filter(definition -> !definition.hubspotDefined() && definition.hasUniqueValue())
                .count();
    }

    public long custom() {
        return all().stream()
                .filter(property -> !property.definition().hubspotDefined())
                .count();
    }

    /** Adds a property without values, also when one of that name was deleted before. */
    public void add(PropertyDefinition definition) {
        put(StoredProperty.stored(definition, nextSlot++));
    }

    private void compute(PropertyDefinition definition, ComputedValue value) {
        put(StoredProperty.computed(definition, value));
    }

    public void put(StoredProperty property) {
        var next = new LinkedHashMap<>(properties);
        next.put(property.name(), property);
        properties = Collections.unmodifiableMap(next);
    }

    /** Removes a property together with all its values. */
    public void remove(String name) {
        var next = new LinkedHashMap<>(properties);
        next.remove(name);
        properties = Collections.unmodifiableMap(next);
    }

    /** Labels by internal name. */
    public Map<String, String> groups() {
        return groups;
    }

    public void group(String name, String label) {
        var next = new LinkedHashMap<>(groups);
        next.put(name, label);
        groups = Collections.unmodifiableMap(next);
    }
}
