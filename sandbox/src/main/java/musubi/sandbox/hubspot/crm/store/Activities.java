package musubi.sandbox.hubspot.crm.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import musubi.sandbox.hubspot.Task;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.crm.record.Emails;
import musubi.sandbox.hubspot.crm.record.Owners;
import musubi.sandbox.hubspot.crm.record.RecordJson;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.SearchIndex;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.record.TaskProperties;
import musubi.sandbox.hubspot.crm.record.ValueRules;
import musubi.sandbox.hubspot.crm.record.Version;

/**
 * The records of one kind of activity (tasks, or notes) of a portal, and the contacts they belong to. Under the portal's lock, but for the
 * search index.
 */
public final class Activities {

    private final Clock clock;
    private final Schema schema;
    private final ValueRules rules;
    private final RecordJson json;
    private final SearchIndex index = new SearchIndex();
    private final NavigableMap<Long, StoredRecord> records = new TreeMap<>();
    private final Map<Long, NavigableSet<Long>> byContact = new HashMap<>();
    private final ObjectType type;
    private long lastId;

    Activities(ObjectType type, Schema schema, Clock clock, Emails emails, Owners owners, long portalId) {
        this.type = type;
        // larger than an int, and far from the ids of contacts
        this.lastId = 70_000_000_000L + (type == ObjectType.NOTE ? 1_000_000_000L : 0);
        this.clock = clock;
        this.schema = schema;
        this.rules = new ValueRules(schema, emails, owners, portalId);
        this.json = new RecordJson(schema, TaskProperties.ALWAYS, TaskProperties.ALWAYS);
    }

    public ObjectType type() {
        return type;
    }

    Clock clock() {
        return clock;
    }

    public Schema schema() {
        return schema;
    }

    ValueRules rules() {
        return rules;
    }

    public RecordJson json() {
        return json;
    }

    public SearchIndex index() {
        return index;
    }

    public NavigableMap<Long, StoredRecord> records() {
        return records;
    }

    long newId() {
        lastId += 17;
        return lastId;
    }

    /** Also an archived one. */
    public Optional<StoredRecord> byId(String id) {
        return id.matches("\\d{1,18}") ? Optional.ofNullable(records.get(Long.parseLong(id))) : Optional.empty();
    }

    public Optional<StoredRecord> active(String id) {
        return byId(id).filter(record -> !record.current().archived());
    }

    /** Those of a contact, archived ones too, oldest first. */
    public Collection<StoredRecord> of(long contactId) {
        return byContact.getOrDefault(contactId, new TreeSet<>()).stream()
                .map(id -> {
                    var record = records.get(id);
                    if (record == null) {
                        throw new IllegalStateException(
                                "%s %d is associated and not there".formatted(type.singular(), id));
                    }
                    return record;
                })
                .toList();
    }

    /** Sets the record's version and updates the index from contacts to it. */
    void become(StoredRecord record, Version version) {
        for (var contact : Associations.of(record.current())) {
            var tasks = byContact.get(contact);
            if (tasks != null) {
                tasks.remove(record.id());
            }
        }
        record.become(version);
        for (var contact : Associations.of(version)) {
            byContact.computeIfAbsent(contact, fresh -> new TreeSet<>()).add(record.id());
        }
    }

    /** Moves those of merged contacts to the survivor. */
    void move(Set<Long> contacts, long survivor) {
        var writes = new ActivityWrites(this);
        for (var contact : contacts) {
            for (var task : contact == survivor ? Set.<StoredRecord>of() : of(contact)) {
                var all = new TreeSet<>(Associations.of(task.current()));
                all.removeAll(contacts);
                all.add(survivor);
                writes.associate(task, all);
            }
        }
        writes.commit();
    }

    /** Removes the associations of a contact that was deleted permanently; the records stay. */
    void forget(long contact) {
        var writes = new ActivityWrites(this);
        for (var task : of(contact)) {
            var left = new TreeSet<>(Associations.of(task.current()));
            left.remove(contact);
            writes.associate(task, left);
        }
        writes.commit();
    }

    public Task task(Version version) {
        return new Task(
                version.id(),
                version.archived(),
                json.values(version),
                Associations.of(version),
                Instant.ofEpochMilli(version.createdAt()),
                Instant.ofEpochMilli(version.updatedAt()),
                version.writes());
    }
}
