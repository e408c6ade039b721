package musubi.sandbox.hubspot;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A HubSpot account: its contacts, properties, tokens and limits. The public methods are the hands of an operator and
 * the eyes of a test; they cost no API call and are not rate limited.
 */
public final class Portal {

    private final PortalOptions options;
    private final Clock clock;
    private final Random random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<String>> tokens = new ConcurrentHashMap<>();
    private final String accessToken;
    private final PortalSettings settings = new PortalSettings();
    private final Schema schema = new Schema();
    private final Emails emails = new Emails();
    private final ContactStore store;
    private final ValueRules rules;
    private final ContactJson json = new ContactJson(schema);
    private final SearchIndex index = new SearchIndex();
    private final RateLimits limits;
    private final Traffic traffic = new Traffic();

    Portal(PortalOptions options, Clock clock, Random random) {
        this.options = options;
        this.clock = clock;
        this.random = random;
        this.store = new ContactStore(random);
        this.rules = new ValueRules(schema, emails, options.id());
        this.limits = new RateLimits(clock, options.timeZone(), options.callsPerTenSeconds(), options.callsPerDay());
        this.accessToken = addToken(options.scopes());
    }

    /** The portal (hub) id. */
    public long id() {
        return options.id();
    }

    /** Its first token. */
    public String accessToken() {
        return accessToken;
    }

    /** One more token, of an app of its own (the burst limit is per token). */
    public String addToken(Set<String> scopes) {
        var token = "pat-na1-" + new UUID(random.nextLong(), random.nextLong());
        tokens.put(token, Set.copyOf(scopes));
        return token;
    }

    /** From now on 401. */
    public void revokeToken(String token) {
        tokens.remove(token);
    }

    /** The burst limit of each token in calls per ten seconds; 0 lifts it (the headers then say 1,000,000). */
    public void rateLimit(int callsPerTenSeconds) {
        limits.burst(callsPerTenSeconds);
    }

    /** Calls per day, until midnight in the account's time zone. */
    public void dailyLimit(int calls) {
        limits.daily(calls);
    }

    /** Which body a 429 has; {@link RateLimitForm#CATEGORY} at first. */
    public void rateLimitForm(RateLimitForm form) {
        limits.form(form);
    }

    /** Whether a 429 has a {@code Retry-After} in seconds; HubSpot documents none, so it has none at first. */
    public void retryAfter(boolean on) {
        limits.retryAfter(on);
    }

    /** How long a write takes to be seen by search; 5 s at first. */
    public void searchLag(Duration lag) {
        settings.searchLag = lag;
    }

    /** How much longer than needed every answer takes, in real time. */
    public void latency(Duration latency) {
        settings.latency = latency;
    }

    /** Whether a merge keeps the primary's record id (a public beta); else, and at first, there is a new one. */
    public void mergeKeepsPrimaryId(boolean keeps) {
        settings.mergeKeepsPrimaryId = keeps;
    }

    /** The status on creating a property that is there: 409 (at first) or 400, both were seen. */
    public void propertyConflictStatus(int status) {
        if (status != 409 && status != 400) {
            throw new IllegalArgumentException("status: %d (expected: 409 or 400)".formatted(status));
        }
        settings.propertyConflictStatus = status;
    }

    /** How it is said that another contact has the e-mail address as its primary one. */
    public void emailConflictForm(EmailConflictForm form) {
        settings.emailConflictForm = form;
    }

    /** Whether the results of a batch repeat the trace id of their input; they do at first. */
    public void traceIdsInResults(boolean repeated) {
        settings.traceIdsInResults = repeated;
    }

    /** What an admin requires on creating a contact; enforced by API version 2026-09. */
    public void requireOnCreate(Set<String> propertyNames) {
        settings.requiredOnCreate = Set.copyOf(propertyNames);
    }

    /** All contacts, archived ones too, oldest first. */
    public List<Contact> contacts() {
        return locked(() -> store.records().values().stream()
                .map(record -> json.contact(record.current()))
                .toList());
    }

    /** The contact with that record id, or with that id merged into it. */
    public Optional<Contact> contact(long id) {
        return locked(() -> store.byId(id).map(record -> json.contact(record.current())));
    }

    /** The first contact, archived or not, that has that value; an e-mail in any case. */
    public Optional<Contact> contactBy(String property, String value) {
        return locked(() -> {
            var wanted = schema.get(property);
            var kept = rules.lookup(wanted, value);
            var owner = ContactStore.owner(wanted, kept);
            if (owner != null) {
                return Optional.of(json.contact(owner.current()));
            }
            return store.records().values().stream()
                    .map(ContactRecord::current)
                    .filter(version -> kept.equals(wanted.of(version)))
                    .findFirst()
                    .map(json::contact);
        });
    }

    /**
     * A new contact, by the same rules as over the API.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public Contact createContact(Map<String, String> values) {
        return byHand(writes -> json.contact(writer().create(writes, values).current()));
    }

    /**
     * Other values; an empty one clears.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public void update(long id, Map<String, String> values) {
        byHand(writes -> writer().update(writes, record(id), values));
    }

    /** Into the recycle bin; its unique values are free again. */
    public void archive(long id) {
        byHand(writes -> {
            writes.archive(record(id));
            return true;
        });
    }

    /**
     * Out of the recycle bin.
     *
     * @throws IllegalArgumentException when another contact has one of its unique values by now
     */
    public void restore(long id) {
        byHand(writes -> {
            writes.restore(record(id));
            return true;
        });
    }

    /** Gone for good; its addresses can never be used again. */
    public void gdprDelete(long id) {
        byHand(writes -> {
            var record = record(id);
            var version = record.current();
            for (var name : List.of("email", "hs_additional_emails")) {
                var addresses = schema.get(name).of(version);
                if (addresses != null) {
                    List.of(addresses.split(";", -1)).forEach(emails::block);
                }
            }
            writes.erase(record);
            return true;
        });
    }

    /** The address can never be used on a contact (again). */
    public void blockEmail(String address) {
        locked(() -> emails.block(address));
    }

    /** Merges the other into the primary; see {@link #mergeKeepsPrimaryId}. */
    public Contact merge(long primary, long other) {
        return byHand(writes -> json.contact(
                new Merge(this).of(Long.toString(primary), Long.toString(other)).current()));
    }

    /** All properties, HubSpot's own first. */
    public List<PropertyDefinition> properties() {
        return schema.all().stream().map(StoredProperty::definition).toList();
    }

    /** A property made by hand; its group is made when it is not there. */
    public void addProperty(PropertyDefinition definition) {
        locked(() -> {
            if (schema.find(definition.name()) != null) {
                throw new IllegalArgumentException("there is a property %s".formatted(definition.name()));
            }
            if (!schema.groups().containsKey(definition.groupName())) {
                schema.group(definition.groupName(), definition.groupName());
            }
            schema.add(definition);
        });
    }

    /** A property deleted by hand, and all its values with it. */
    public void deleteProperty(String name) {
        locked(() -> {
            schema.get(name);
            schema.remove(name);
        });
    }

    /** What came in. */
    public Traffic traffic() {
        return traffic;
    }

    boolean knows(String token) {
        return tokens.containsKey(token);
    }

    Set<String> scopes(String token) {
        return tokens.getOrDefault(token, Set.of());
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

    private <T> T byHand(Function<ContactWrites, T> work) {
        try {
            return write(work);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private RowWriter writer() {
        return new RowWriter(this, "by hand");
    }

    private ContactRecord record(long id) {
        return store.byId(id)
                .orElseThrow(() -> new IllegalArgumentException("no contact %d in portal %d".formatted(id, id())));
    }
}
