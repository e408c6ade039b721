package musubi.sandbox.hubspot.crm.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import musubi.sandbox.hubspot.EmailConflictForm;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.record.Version;
import org.jspecify.annotations.Nullable;

/** Writes of contacts that become visible together or not at all. Under the portal's lock from first to last. */
public final class ContactWrites implements Writes {

    private final PortalState portal;
    private final StoredProperty email;
    private final StoredProperty additional;
    private final long now;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Set<StoredRecord> touched = new LinkedHashSet<>();
    private final List<ContactChange> changes = new ArrayList<>();

    public ContactWrites(PortalState portal) {
        this.portal = portal;
        this.email = portal.schema().get("email");
        this.additional = portal.schema().get("hs_additional_emails");
        this.now = portal.clock().millis();
    }

    /** Creates a contact with these checked values. */
    public StoredRecord create(Map<StoredProperty, String> values) {
        var record = new StoredRecord(portal.store().newId(), now);
        var withStage = new LinkedHashMap<>(values);
        withStage.putIfAbsent(portal.schema().get("lifecyclestage"), "lead");
        withStage.putIfAbsent(portal.schema().get("hs_analytics_source"), "OFFLINE");
        claim(record, withStage);
        portal.store().records().put(record.id(), record);
        undo.push(() -> portal.store().records().remove(record.id()));
        record(new ContactChange.Created(record.id()));
        apply(record, withStage);
        return record;
    }

    /** Changes values of a contact. */
    public void update(StoredRecord record, Map<StoredProperty, String> values) {
        claim(record, values);
        apply(record, values);
    }

    public void archive(StoredRecord record) {
        if (!portal.settings().recycleBinHoldsValues) {
            release(record);
        }
        become(record, record.current().archived(now, now));
        record(new ContactChange.Deleted(record.id()));
    }

    /** Restores a contact from the recycle bin; its unique values must be free. */
    public void restore(StoredRecord record) {
        var values = uniqueValues(record.current());
        claim(record, values);
        values.forEach((property, value) -> own(property, value, record));
        become(record, record.current().archived(0, now));
        record(new ContactChange.Restored(record.id()));
    }

    /** Deletes a contact permanently. */
    void erase(StoredRecord record) {
        release(record);
        portal.store().records().remove(record.id());
        undo.push(() -> portal.store().records().put(record.id(), record));
        touched.add(record);
    }

    /** Stores a version made by a merge, together with its unique values. */
    void take(StoredRecord record, Version version) {
        portal.store().records().put(record.id(), record);
        become(record, version);
        uniqueValues(version).forEach((property, value) -> own(property, value, record));
    }

    /** Records a change that installed apps get after the commit. */
    void record(ContactChange change) {
        changes.add(change);
    }

    @Override
    public void commit() {
        changes.forEach(portal.changes()::add);
        for (var record : touched) {
            var gone = portal.store().records().get(record.id()) != record
                    || record.current().archived();
            portal.index().changed(now, record.id(), gone ? null : record.current());
            portal.lists().written(record, gone, now);
        }
    }

    @Override
    public void rollback() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }

    private void apply(StoredRecord record, Map<StoredProperty, String> values) {
        var before = record.current();
        values.forEach((property, value) -> {
            if (property.owners() != null || property == additional) {
                keysOf(property, property.of(before)).forEach(key -> disown(property, key, record));
                keysOf(property, value).forEach(key -> ownKey(property, key, record));
            }
        });
        become(record, before.written(values, now));
        values.keySet().forEach(property -> recordChange(record.id(), property, before, record.current()));
        // an address may have been both primary and additional
        own(email, email.of(record.current()), record);
        own(additional, additional.of(record.current()), record);
    }

    private void recordChange(long id, StoredProperty property, Version before, Version after) {
        var value = property.of(after);
        if (portal.changes().hasListeners() && !Objects.equals(property.of(before), value)) {
            record(new ContactChange.PropertyChanged(id, property.name(), value == null ? "" : value));
        }
    }

    private void become(StoredRecord record, Version version) {
        var before = record.current();
        undo.push(() -> record.become(before));
        record.become(version);
        touched.add(record);
    }

    /** Refuses when another contact has one of the unique values. */
    private void claim(StoredRecord record, Map<StoredProperty, String> values) {
        values.forEach((property, value) -> {
            for (var key : keysOf(property, value)) {
                var owner = ContactStore.owner(index(property), key);
                if (owner != null && owner != record) {
                    throw conflict(record, property, key, owner);
                }
            }
        });
    }

    private Refusal conflict(StoredRecord record, StoredProperty property, String value, StoredRecord owner) {
        var primary = property.isEmail() && value.equals(property.of(owner.current()));
        if (primary && portal.settings().emailConflictForm == EmailConflictForm.CONFLICT_409_TEXT) {
            return Refusal.of(409, "Contact already exists. Existing ID: " + owner.id(), Refusal.CONFLICT);
        }
        return Refusal.invalid(
                "Cannot set PropertyValueCoordinates{portalId=%d, objectTypeId=ObjectTypeId{legacyObjectType=CONTACT}, propertyName=%s, value=%s} on %d. %d already has that value."
                        .formatted(portal.id(), property.name(), value, record.id(), owner.id()));
    }

    private void release(StoredRecord record) {
        uniqueValues(record.current())
                .forEach((property, value) -> keysOf(property, value).forEach(key -> disown(property, key, record)));
    }

    private Map<StoredProperty, String> uniqueValues(Version version) {
        var values = new LinkedHashMap<StoredProperty, String>();
        for (var property : portal.schema().all()) {
            if (property.owners() != null || property == additional) {
                var value = property.of(version);
                if (value != null) {
                    values.put(property, value);
                }
            }
        }
        return values;
    }

    private void own(StoredProperty property, @Nullable String value, StoredRecord record) {
        keysOf(property, value).forEach(key -> ownKey(property, key, record));
    }

    private void ownKey(StoredProperty property, String key, StoredRecord record) {
        var owners = index(property).owners();
        if (owners != null && owners.putIfAbsent(key, record) == null) {
            undo.push(() -> owners.remove(key, record));
        }
    }

    private void disown(StoredProperty property, String key, StoredRecord record) {
        var owners = index(property).owners();
        if (owners != null && owners.remove(key, record)) {
            undo.push(() -> owners.put(key, record));
        }
    }

    /** Additional addresses share the index of the primary one. */
    private StoredProperty index(StoredProperty property) {
        return property == additional ? portal.schema().get("email") : property;
    }

    private List<String> keysOf(StoredProperty property, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return List.of();
        }
        return property == additional ? List.of(value.split(";", -1)) : List.of(value);
    }
}
