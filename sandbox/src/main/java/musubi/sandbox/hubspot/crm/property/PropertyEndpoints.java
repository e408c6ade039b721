package musubi.sandbox.hubspot.crm.property;

import java.util.List;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.store.PortalState;
import tools.jackson.databind.node.ObjectNode;

/** The calls for one property definition, and the list of definitions. */
public final class PropertyEndpoints {

    private final PortalState portal;

    public PropertyEndpoints(PortalState portal) {
        this.portal = portal;
    }

    public Answer list() {
        var body = Json.object();
        var results = body.putArray("results");
        portal.schema().all().forEach(property -> results.add(written(property.definition())));
        return Answer.json(200, body);
    }

    public Answer create(Call call) {
        var wanted = PropertyRequest.parse(Body.of(call.request()));
        portal.locked(() -> add(wanted));
        return Answer.json(201, written(wanted));
    }

    public Answer get(Call call) {
        return Answer.json(200, written(find(call.route().argument()).definition()));
    }

    public Answer update(Call call) {
        var body = Body.of(call.request());
        return portal.locked(() -> {
            var property = find(call.route().argument());
            refuseHubSpots(property);
            var changed = PropertyRequest.changed(property.definition(), body);
            requireGroup(changed);
            portal.schema().put(property.redefined(changed));
            return Answer.json(200, written(changed));
        });
    }

    public Answer archive(Call call) {
        portal.locked(() -> {
            var property = find(call.route().argument());
            refuseHubSpots(property);
            portal.schema().remove(property.name());
        });
        return Answer.empty(204);
    }

    /** Adds it, within the portal's limits. Under the store's lock. */
    void add(PropertyDefinition wanted) {
        if (portal.schema().find(wanted.name()) != null) {
            throw PropertyRequest.exists("Property %s already exists".formatted(wanted.name()), portal)
                    .context("name", List.of(wanted.name()));
        }
        requireGroup(wanted);
        if (wanted.hasUniqueValue() && portal.schema().customUnique() >= Schema.UNIQUE_LIMIT) {
            throw Refusal.invalid(
                    "The limit of %d properties with unique values is reached".formatted(Schema.UNIQUE_LIMIT));
        }
        if (portal.schema().custom() >= Schema.CUSTOM_LIMIT) {
            throw Refusal.invalid("The limit of %d custom properties is reached".formatted(Schema.CUSTOM_LIMIT));
        }
        portal.schema().add(wanted);
    }

    StoredProperty find(String name) {
        var property = portal.schema().find(name);
        if (property == null) {
            throw Refusal.of(404, "Property %s does not exist".formatted(name), Refusal.OBJECT_NOT_FOUND);
        }
        return property;
    }

    static void refuseHubSpots(StoredProperty property) {
        if (property.definition().hubspotDefined()) {
            throw Refusal.invalid("Property %s is defined by HubSpot".formatted(property.name()));
        }
    }

    private void requireGroup(PropertyDefinition wanted) {
        if (!portal.schema().groups().containsKey(wanted.groupName())) {
            throw Refusal.invalid("Property group %s does not exist".formatted(wanted.groupName()));
        }
    }

    static ObjectNode written(PropertyDefinition definition) {
        var row = Json.object()
                .put("name", definition.name())
                .put("label", definition.label())
                .put("type", definition.type())
                .put("fieldType", definition.fieldType())
                .put("description", definition.description())
                .put("groupName", definition.groupName());
        var options = row.putArray("options");
        var order = 0;
        for (var option : definition.options()) {
            options.addObject()
                    .put("label", option.label())
                    .put("value", option.value())
                    .put("displayOrder", order++)
                    .put("hidden", false);
        }
        row.put("displayOrder", -1)
                .put("calculated", definition.readOnlyValue())
                .put("externalOptions", definition.name().equals("hubspot_owner_id"))
                .put("archived", false)
                .put("hasUniqueValue", definition.hasUniqueValue())
                .put("hidden", false)
                .put("hubspotDefined", definition.hubspotDefined())
                .put("formField", !definition.readOnlyValue());
        row.putObject("modificationMetadata")
                .put("archivable", !definition.hubspotDefined())
                .put("readOnlyDefinition", definition.hubspotDefined())
                .put("readOnlyValue", definition.readOnlyValue());
        return row;
    }
}
