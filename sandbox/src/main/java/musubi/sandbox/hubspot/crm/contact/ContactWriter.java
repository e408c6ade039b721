package musubi.sandbox.hubspot.crm.contact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.record.Version;
import musubi.sandbox.hubspot.crm.store.ContactStore;
import musubi.sandbox.hubspot.crm.store.ContactWrites;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** Creates and updates single contacts by the rules, for all endpoints. Under the portal's lock. */
final class ContactWriter {

    private static final String ADMIN_RULES_SINCE = "2026-09";

    private final PortalState portal;
    private final String version;

    /** @param version of the API: some rules came with a later version */
    ContactWriter(PortalState portal, String version) {
        this.portal = portal;
        this.version = version;
    }

    /** The contact with that value of a property; not an archived one. */
    Optional<StoredRecord> find(StoredProperty property, String id) {
        if (property.name().equals("hs_object_id")) {
            return portal.store().byId(id).filter(record -> !record.current().archived());
        }
        return Optional.ofNullable(ContactStore.owner(property, portal.rules().lookup(property, id)))
                .filter(record -> !record.current().archived());
    }

    /** The property to look contacts up by; the record id when no name is given. */
    StoredProperty key(String action, Optional<String> name) {
        if (name.isEmpty()) {
            return portal.schema().get("hs_object_id");
        }
        var property = portal.schema().find(name.get());
        if (property == null || !property.definition().hasUniqueValue()) {
            throw Refusal.notUnique(action, name.get(), portal.id());
        }
        return property;
    }

    StoredRecord create(ContactWrites writes, Map<String, String> values) {
        var checked = portal.rules().checked(values, null);
        requireAll(checked);
        return writes.create(checked);
    }

    StoredRecord update(ContactWrites writes, StoredRecord record, Map<String, String> values) {
        writes.update(record, portal.rules().checked(values, record.current()));
        return record;
    }

    /** Creates or updates by a unique property; {@code found} is the contact that has the value. */
    StoredRecord upsert(
            ContactWrites writes,
            StoredProperty key,
            String id,
            Optional<StoredRecord> found,
            Map<String, String> values) {
        if (found.isPresent()) {
            if (key.isEmail()) {
                refusePartial(found.get().current(), values);
            }
            return update(writes, found.get(), values);
        }
        var all = new LinkedHashMap<String, String>();
        all.put(key.name(), id);
        all.putAll(values);
        return create(writes, all);
    }

    /**
     * HubSpot documents that partial upserts by e-mail are not supported, and not what happens to omitted properties. No
     * client should rely on it: a row that omits a value which the contact has is refused here.
     */
    private void refusePartial(Version before, Map<String, String> values) {
        for (var property : portal.schema().all()) {
            var name = property.name();
            var counts = !property.definition().readOnlyValue()
                    && !property.isEmail()
                    && !name.equals("lifecyclestage")
                    && !name.startsWith("hs_");
            if (counts && property.of(before) != null && !values.containsKey(name)) {
                throw Refusal.invalid(
                        "Partial upserts are not supported with idProperty email: %s is left out".formatted(name));
            }
        }
    }

    private void requireAll(Map<StoredProperty, String> values) {
        if (!version.equals(ADMIN_RULES_SINCE)) {
            return;
        }
        var missing = portal.settings().requiredOnCreate.stream()
                .filter(name -> {
                    var property = portal.schema().find(name);
                    return property != null && values.getOrDefault(property, "").isEmpty();
                })
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw Refusal.invalid("Error creating CONTACT. Some required properties were not set.")
                    .context("properties", List.copyOf(missing));
        }
    }
}
