package musubi.sandbox.hubspot.crm.property;

import java.util.List;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** The contact properties of a portal as an admin sees and changes them in HubSpot. */
public final class PropertiesByHand {

    private final PortalState portal;

    public PropertiesByHand(PortalState portal) {
        this.portal = portal;
    }

    public List<PropertyDefinition> all() {
        return portal.schema().all().stream().map(StoredProperty::definition).toList();
    }

    /** Adds a property; an IllegalArgumentException when there is one of that name. */
    public void add(PropertyDefinition definition) {
        portal.locked(() -> {
            var schema = portal.schema();
            if (schema.find(definition.name()) != null) {
                throw new IllegalArgumentException("there is a property %s".formatted(definition.name()));
            }
            if (!schema.groups().containsKey(definition.groupName())) {
                schema.group(definition.groupName(), definition.groupName());
            }
            schema.add(definition);
        });
    }

    /** Deletes a property with its values; an IllegalArgumentException when there is none of that name. */
    public void delete(String name) {
        portal.locked(() -> {
            portal.schema().get(name);
            portal.schema().remove(name);
        });
    }
}
