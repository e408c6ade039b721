package musubi.sandbox.hubspot.crm.store;

import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.crm.membership.ContactLists;
import musubi.sandbox.hubspot.crm.record.Emails;
import musubi.sandbox.hubspot.crm.record.HubSpotProperties;
import musubi.sandbox.hubspot.crm.record.Owners;
import musubi.sandbox.hubspot.crm.record.RecordJson;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.SearchIndex;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.record.ValueRules;

/** The state of a portal, for the endpoints. One lock guards contacts, tasks, lists and properties. */
public final class PortalState {

    private final PortalOptions options;
    private final Clock clock;
    private final Random random;
    private final ReentrantLock lock = new ReentrantLock();
    private final PortalSettings settings;
    private final Schema schema = Schema.contacts();
    private final Emails emails = new Emails();
    private final ContactStore store;
    private final ValueRules rules;
    private final RecordJson json = new RecordJson(schema, HubSpotProperties.DEFAULTS, HubSpotProperties.ALWAYS);
    private final Owners owners = new Owners();
    private final Activities tasks;
    private final Activities notes;
    private final ContactChanges changes;
    private final SearchIndex index = new SearchIndex();
    private final ContactLists lists = new ContactLists();

    public PortalState(PortalOptions options, Clock clock, Random random) {
        this.options = options;
        this.settings = new PortalSettings(options);
        this.clock = clock;
        this.random = random;
        this.store = new ContactStore(random);
        this.rules = new ValueRules(schema, emails, owners, options.id());
        this.changes = new ContactChanges(options.id(), clock);
        this.tasks = new Activities(ObjectType.TASK, Schema.tasks(), clock, emails, owners, options.id());
        this.notes = new Activities(ObjectType.NOTE, Schema.notes(), clock, emails, owners, options.id());
    }

    public long id() {
        return options.id();
    }

    public PortalOptions options() {
        return options;
    }

    public Clock clock() {
        return clock;
    }

    public Random random() {
        return random;
    }

    public PortalSettings settings() {
        return settings;
    }

    public Schema schema() {
        return schema;
    }

    public Emails emails() {
        return emails;
    }

    public ContactStore store() {
        return store;
    }

    public ValueRules rules() {
        return rules;
    }

    public RecordJson json() {
        return json;
    }

    public Owners owners() {
        return owners;
    }

    public ContactChanges changes() {
        return changes;
    }

    public Activities tasks() {
        return tasks;
    }

    public Activities notes() {
        return notes;
    }

    public ContactLists lists() {
        return lists;
    }

    public SearchIndex index() {
        return index;
    }

    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            unlock();
        }
    }

    public void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            unlock();
        }
    }

    /** Publishes the changes made under the lock together, after it is released. */
    private void unlock() {
        var outermost = lock.getHoldCount() == 1;
        var events = outermost ? changes.take() : List.<ContactChanges.Event>of();
        lock.unlock();
        changes.publish(events);
    }

    /** Writes contacts: all of it or nothing. */
    public <T> T write(Function<ContactWrites, T> work) {
        return locked(() -> written(new ContactWrites(this), work));
    }

    /** The same for activities. */
    public <T> T write(Activities activities, Function<ActivityWrites, T> work) {
        return locked(() -> written(new ActivityWrites(activities), work));
    }

    private static <W extends Writes, T> T written(W writes, Function<W, T> work) {
        try {
            var result = work.apply(writes);
            writes.commit();
            return result;
        } catch (RuntimeException e) {
            writes.rollback();
            throw e;
        }
    }

    /** A privacy deletion: the contact is deleted permanently, and its e-mail addresses cannot be used again. */
    public void gdprDelete(ContactWrites writes, StoredRecord record) {
        for (var name : List.of("email", "hs_additional_emails")) {
            var addresses = schema.get(name).of(record.current());
            if (addresses != null) {
                List.of(addresses.split(";", -1)).forEach(emails::block);
            }
        }
        writes.record(new ContactChange.GdprDeleted(record.id()));
        if (!record.current().archived()) {
            writes.record(new ContactChange.Deleted(record.id()));
        }
        writes.erase(record);
        tasks.forget(record.id());
        notes.forget(record.id());
        lists.forget(record.id(), clock.millis());
    }
}
