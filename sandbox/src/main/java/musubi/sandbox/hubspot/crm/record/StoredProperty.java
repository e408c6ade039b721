package musubi.sandbox.hubspot.crm.record;

import java.util.HashMap;
import java.util.Map;
import musubi.sandbox.hubspot.PropertyDefinition;
import org.jspecify.annotations.Nullable;

/** A property with the slot of its values. Equal to itself only, so that it is a cheap map key. */
public final class StoredProperty {

    private final PropertyDefinition definition;
    private final int slot;
    private final @Nullable Map<String, StoredRecord> owners;
    private final @Nullable ComputedValue computed;

    private StoredProperty(
            PropertyDefinition definition,
            int slot,
            @Nullable Map<String, StoredRecord> owners,
            @Nullable ComputedValue computed) {
        this.definition = definition;
        this.slot = slot;
        this.owners = owners;
        this.computed = computed;
    }

    public static StoredProperty stored(PropertyDefinition definition, int slot) {
        return new StoredProperty(definition, slot, definition.hasUniqueValue() ? new HashMap<>() : null, null);
    }

    static StoredProperty computed(PropertyDefinition definition, ComputedValue value) {
        return new StoredProperty(definition, -1, null, value);
    }

    /** The same slot and values with another definition. */
    public StoredProperty redefined(PropertyDefinition changed) {
        return new StoredProperty(changed, slot, owners, computed);
    }

    public PropertyDefinition definition() {
        return definition;
    }

    public String name() {
        return definition.name();
    }

    /** The slot of its value in a record; negative for a computed one. */
    public int slot() {
        return slot;
    }

    /** Of a unique property: the record that has each value. */
    @Nullable
    public Map<String, StoredRecord> owners() {
        return owners;
    }

    public boolean isEmail() {
        return slot == Schema.EMAIL_SLOT;
    }

    @Nullable
    public String of(Version version) {
        return computed == null ? version.at(slot) : computed.of(version);
    }
}
