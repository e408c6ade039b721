package musubi.sandbox.hubspot;

import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a portal is made of, for the endpoints. One lock guards contacts and properties. */
final class PortalState {

    private final PortalOptions options;
    private final Clock clock;
    private final Random random;
    private final ReentrantLock lock = new ReentrantLock();
    private final PortalSettings settings = new PortalSettings();
    private final Schema schema = new Schema();
    private final Emails emails = new Emails();
    private final ContactStore store;
    private final ValueRules rules;
    private final ContactJson json = new ContactJson(schema);
    private final SearchIndex index = new SearchIndex();
    private final RateLimits limits;
    private final Traffic traffic = new Traffic();

    PortalState(PortalOptions options, Clock clock, Random random) {
        this.options = options;
        this.clock = clock;
        this.random = random;
        this.store = new ContactStore(random);
        this.rules = new ValueRules(schema, emails, options.id());
        this.limits = new RateLimits(clock, options.timeZone(), options.callsPerTenSeconds(), options.callsPerDay());
    }

    long id() {
        return options.id();
    }

    PortalOptions options() {
        return options;
    }

    Clock clock() {
        return clock;
    }

    Random random() {
        return random;
    }

    PortalSettings settings() {
        return settings;
    }

    Schema schema() {
        return schema;
    }

    Emails emails() {
        return emails;
    }

    ContactStore store() {
        return store;
    }

    ValueRules rules() {
        return rules;
    }

    ContactJson json() {
        return json;
    }

    SearchIndex index() {
        return index;
    }

    RateLimits limits() {
        return limits;
    }

    Traffic traffic() {
        return traffic;
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** All of it is written, or nothing. */
    <T> T write(Function<ContactWrites, T> work) {
        return locked(() -> {
            var writes = new ContactWrites(this);
            try {
                var result = work.apply(writes);
                writes.commit();
                return result;
            } catch (RuntimeException e) {
                writes.rollback();
                throw e;
            }
        });
    }

    /** A privacy deletion: the contact is gone for good, its addresses cannot be used again. */
    void forget(ContactWrites writes, ContactRecord record) {
        for (var name : List.of("email", "hs_additional_emails")) {
            var addresses = schema.get(name).of(record.current());
            if (addresses != null) {
                List.of(addresses.split(";", -1)).forEach(emails::block);
            }
        }
        writes.erase(record);
    }
}
