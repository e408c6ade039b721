package musubi.sandbox.hubspot;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A HubSpot account: its contacts, tasks, owners, properties, tokens and limits. The public methods are the hands of an operator and
 * the eyes of a test; they cost no API call and are not rate limited.
 */
public final class Portal {

    private final PortalState state;
    private final Map<String, Set<String>> tokens = new ConcurrentHashMap<>();
    private final String accessToken;

    Portal(PortalOptions options, Clock clock, Random random) {
        this.state = new PortalState(options, clock, random);
        this.accessToken = addToken(state.options().scopes());
    }

    /** The portal (hub) id. */
    public long id() {
        return state.options().id();
    }

    /** Its first token. */
    public String accessToken() {
        return accessToken;
    }

    /** One more token, of an app of its own (the burst limit is per token). */
    public String addToken(Set<String> scopes) {
        var token =
                "pat-na1-" + new UUID(state.random().nextLong(), state.random().nextLong());
        tokens.put(token, Set.copyOf(scopes));
        return token;
    }

    /** An admin changes what the token's app or service key may do: other scopes from now on, of the same token. */
    public void scopes(String token, Set<String> granted) {
        tokens.replace(token, Set.copyOf(granted));
    }

    /**
     * An admin changes the account's time zone; dates follow at once, the day of the limits with the next account.
     *
     * @see <a href="https://knowledge.hubspot.com/account-management/change-your-account-time-zone">Change the time zone</a>
     */
    public void timeZone(ZoneId zone) {
        state.settings().timeZone = zone;
    }

    /** An admin changes the company currency: ISO 4217. */
    public void currency(String code) {
        state.settings().currency = code;
    }

    /** From now on 401. */
    public void revokeToken(String token) {
        tokens.remove(token);
    }

    /** The burst limit of each token in calls per ten seconds; 0 lifts it (the headers then say 1,000,000). */
    public void rateLimit(int callsPerTenSeconds) {
        state.limits().burst(callsPerTenSeconds);
    }

    /** Calls per day, until midnight in the account's time zone. */
    public void dailyLimit(int calls) {
        state.limits().daily(calls);
    }

    /** Which body a 429 has; {@link RateLimitForm#CATEGORY} at first. */
    public void rateLimitForm(RateLimitForm form) {
        state.limits().form(form);
    }

    /** Whether a 429 has a {@code Retry-After} in seconds; HubSpot documents none, so it has none at first. */
    public void retryAfter(boolean on) {
        state.limits().retryAfter(on);
    }

    /** How long a write takes to be seen by search; 5 s at first. */
    public void searchLag(Duration lag) {
        state.settings().searchLag = lag;
    }

    /** How much longer than needed every answer takes, in real time. */
    public void latency(Duration latency) {
        state.settings().latency = latency;
    }

    /** Whether a merge keeps the primary's record id (a public beta); else, and at first, there is a new one. */
    public void mergeKeepsPrimaryId(boolean keeps) {
        state.settings().mergeKeepsPrimaryId = keeps;
    }

    /** The status on creating a property that is there: 409 (at first) or 400, both were seen. */
    public void propertyConflictStatus(int status) {
        if (status != 409 && status != 400) {
            throw new IllegalArgumentException("status: %d (expected: 409 or 400)".formatted(status));
        }
        state.settings().propertyConflictStatus = status;
    }

    /** How it is said that another contact has the e-mail address as its primary one. */
    public void emailConflictForm(EmailConflictForm form) {
        state.settings().emailConflictForm = form;
    }

    /** Whether the results of a batch repeat the trace id of their input; they do at first. */
    public void traceIdsInResults(boolean repeated) {
        state.settings().traceIdsInResults = repeated;
    }

    /** What an admin requires on creating a contact; enforced by API version 2026-09. */
    public void requireOnCreate(Set<String> propertyNames) {
        state.settings().requiredOnCreate = Set.copyOf(propertyNames);
    }

    /**
     * Whether contacts in the recycle bin go on holding their unique values; at first they do not. HubSpot does not say.
     */
    public void recycleBinHoldsValues(boolean holds) {
        state.settings().recycleBinHoldsValues = holds;
    }

    /**
     * The next reads do not speak of these contacts, though they are there.
     *
     * @param ids what the contacts are asked by: values of the id property, or record ids
     * @param reads for so many reads that ask for one of them; negative: until this is called again
     */
    public void readsFail(ReadFlaw flaw, Set<String> ids, int reads) {
        state.settings().readFlaws = new ReadFlaws(flaw, Set.copyOf(ids), reads);
    }

    /**
     * An admin's validation rule: a text property takes so many characters at most; 0 takes the rule away.
     *
     * @see <a href="https://knowledge.hubspot.com/properties/set-validation-rules-for-properties">Validation rules</a>
     */
    public void characterLimit(String property, int characters) {
        state.locked(() -> state.rules().characterLimit(property, characters));
    }

    /** All contacts, archived ones too, oldest first. */
    public List<Contact> contacts() {
        return state.locked(() -> state.store().records().values().stream()
                .map(record -> state.json().contact(record.current()))
                .toList());
    }

    /** The contact with that record id, or with that id merged into it. */
    public Optional<Contact> contact(long id) {
        return state.locked(
                () -> state.store().byId(id).map(record -> state.json().contact(record.current())));
    }

    /** The first contact, archived or not, that has that value; an e-mail in any case. */
    public Optional<Contact> contactBy(String property, String value) {
        return state.locked(() -> {
            var wanted = state.schema().get(property);
            var kept = state.rules().lookup(wanted, value);
            var owner = ContactStore.owner(wanted, kept);
            if (owner != null && !owner.current().archived()) {
                return Optional.of(state.json().contact(owner.current()));
            }
            return state.store().records().values().stream()
                    .map(StoredRecord::current)
                    .filter(version -> kept.equals(wanted.of(version)))
                    .findFirst()
                    .map(state.json()::contact);
        });
    }

    /**
     * A new contact, by the same rules as over the API.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public Contact createContact(Map<String, String> values) {
        return byHand(
                writes -> state.json().contact(writer().create(writes, values).current()));
    }

    /**
     * Other values; an empty one clears.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public void update(long id, Map<String, String> values) {
        byHand(writes -> writer().update(writes, living(id), values));
    }

    /** Into the recycle bin; its unique values are free again, unless {@link #recycleBinHoldsValues} says otherwise. */
    public void archive(long id) {
        byHand(writes -> {
            writes.archive(living(id));
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
            var record = record(id);
            if (!record.current().archived()) {
                throw new IllegalArgumentException("contact %d is not in the recycle bin".formatted(id));
            }
            writes.restore(record);
            return true;
        });
    }

    /** Gone for good; its addresses can never be used again. */
    public void gdprDelete(long id) {
        byHand(writes -> {
            state.forget(writes, record(id));
            return true;
        });
    }

    /** The address can never be used on a contact (again). */
    public void blockEmail(String address) {
        state.locked(() -> state.emails().block(address));
    }

    /** Merges the other into the primary; see {@link #mergeKeepsPrimaryId}. */
    public Contact merge(long primary, long other) {
        return byHand(writes -> state.json()
                .contact(new Merge(state)
                        .of(Long.toString(primary), Long.toString(other))
                        .current()));
    }

    /** All properties, HubSpot's own first. */
    public List<PropertyDefinition> properties() {
        return state.schema().all().stream().map(StoredProperty::definition).toList();
    }

    /** A property made by hand; its group is made when it is not there. */
    public void addProperty(PropertyDefinition definition) {
        state.locked(() -> {
            if (state.schema().find(definition.name()) != null) {
                throw new IllegalArgumentException("there is a property %s".formatted(definition.name()));
            }
            if (!state.schema().groups().containsKey(definition.groupName())) {
                state.schema().group(definition.groupName(), definition.groupName());
            }
            state.schema().add(definition);
        });
    }

    /** A property deleted by hand, and all its values with it. */
    public void deleteProperty(String name) {
        state.locked(() -> {
            state.schema().get(name);
            state.schema().remove(name);
        });
    }

    /** One more user of the portal, to whom contacts and tasks can belong. */
    public Owner addOwner(String email, String firstName, String lastName) {
        return state.owners().add(email, firstName, lastName, state.clock().instant());
    }

    /** All owners, archived ones too. */
    public List<Owner> owners() {
        return state.owners().all();
    }

    /** The user is deactivated: the owner's id is no value for {@code hubspot_owner_id} any more. */
    public void archiveOwner(long id) {
        state.owners().archive(id, state.clock().instant());
    }

    /** All tasks, archived ones too, oldest first. */
    public List<Task> tasks() {
        return new TasksByHand(state).all();
    }

    /**
     * A new task for these contacts, by the same rules as over the API.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public Task createTask(Map<String, String> values, long... contactIds) {
        return new TasksByHand(state).create(values, contactIds);
    }

    /**
     * Other values for a task, {@code hs_task_status} for one.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public void updateTask(long id, Map<String, String> values) {
        new TasksByHand(state).update(id, values);
    }

    /** A task goes into the recycle bin. */
    public void archiveTask(long id) {
        new TasksByHand(state).archive(id);
    }

    /** What came in. */
    public Traffic traffic() {
        return state.traffic();
    }

    PortalState state() {
        return state;
    }

    boolean knows(String token) {
        return tokens.containsKey(token);
    }

    Set<String> scopes(String token) {
        return tokens.getOrDefault(token, Set.of());
    }

    private <T> T byHand(Function<ContactWrites, T> work) {
        try {
            return ScopedValue.where(ContactChanges.BY_HAND, true).call(() -> state.write(work));
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private RowWriter writer() {
        return new RowWriter(state, "by hand");
    }

    private StoredRecord living(long id) {
        var record = record(id);
        if (record.current().archived()) {
            throw new IllegalArgumentException("contact %d is in the recycle bin".formatted(id));
        }
        return record;
    }

    private StoredRecord record(long id) {
        return state.store()
                .byId(id)
                .orElseThrow(() -> new IllegalArgumentException("no contact %d in portal %d".formatted(id, id())));
    }
}
