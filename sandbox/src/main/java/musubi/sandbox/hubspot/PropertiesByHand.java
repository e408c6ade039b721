package musubi.sandbox.hubspot;

import java.util.List;

/** The contact properties of a portal as an admin sees and changes them in HubSpot. */
final class PropertiesByHand {

    private final PortalState portal;

    PropertiesByHand(PortalState portal) {
        this.portal = portal;
    }

    List<PropertyDefinition> all() {
        return portal.schema().all().stream().map(StoredProperty::definition).toList();
    }

    /** @throws IllegalArgumentException when there is a property of that name */
    void add(PropertyDefinition definition) {
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

    /** @throws IllegalArgumentException when there is no property of that name */
    void delete(String name) {
        portal.locked(() -> {
            portal.schema().get(name);
            portal.schema().remove(name);
        });
    }
}
