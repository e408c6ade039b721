package musubi.sandbox.hubspot;

import musubi.sandbox.hubspot.crm.contact.ContactsByHand;
import musubi.sandbox.hubspot.crm.task.TasksByHand;
import musubi.sandbox.hubspot.crm.property.PropertiesByHand;
import musubi.sandbox.hubspot.crm.store.PortalState;
import musubi.sandbox.hubspot.crm.store.ReadFlaws;
import musubi.sandbox.hubspot.api.RateLimits;
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

/**
 * A HubSpot account: its contacts, tasks, owners, properties, tokens and limits. The public methods are the hands of an operator and
 * the eyes of a test; they cost no API call and are not rate limited.
 */
public final class Portal {

    private final PortalState state;
    private final RateLimits limits;
    private final Traffic traffic = new Traffic();
    private final ContactsByHand contacts;
    private final TasksByHand tasks;
    private final PropertiesByHand properties;
    private final Map<String, Set<String>> tokens = new ConcurrentHashMap<>();
    private final String accessToken;

    Portal(PortalOptions options, Clock clock, Random random) {
        this.state = new PortalState(options, clock, random);
        this.limits = new RateLimits(clock, options.timeZone(), options.callsPerTenSeconds(), options.callsPerDay());
        this.contacts = new ContactsByHand(state);
        this.tasks = new TasksByHand(state);
        this.properties = new PropertiesByHand(state);
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
        return contacts.all();
    }

    /** The contact with that record id, or with that id merged into it. */
    public Optional<Contact> contact(long id) {
        return contacts.find(id);
    }

    /** The first contact, archived or not, that has that value; an e-mail in any case. */
    public Optional<Contact> contactBy(String property, String value) {
        return contacts.findBy(property, value);
    }

    /**
     * A new contact, by the same rules as over the API.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public Contact createContact(Map<String, String> values) {
        return contacts.create(values);
    }

    /**
     * Other values; an empty one clears.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public void update(long id, Map<String, String> values) {
        contacts.update(id, values);
    }

    /** Into the recycle bin; its unique values are free again, unless {@link #recycleBinHoldsValues} says otherwise. */
    public void archive(long id) {
        contacts.archive(id);
    }

    /**
     * Out of the recycle bin.
     *
     * @throws IllegalArgumentException when another contact has one of its unique values by now
     */
    public void restore(long id) {
        contacts.restore(id);
    }

    /** Gone for good; its addresses can never be used again. */
    public void gdprDelete(long id) {
        contacts.gdprDelete(id);
    }

    /** The address can never be used on a contact (again). */
    public void blockEmail(String address) {
        state.locked(() -> state.emails().block(address));
    }

    /** Merges the other into the primary; see {@link #mergeKeepsPrimaryId}. */
    public Contact merge(long primary, long other) {
        return contacts.merge(primary, other);
    }

    /** All properties, HubSpot's own first. */
    public List<PropertyDefinition> properties() {
        return properties.all();
    }

    /** A property made by hand; its group is made when it is not there. */
    public void addProperty(PropertyDefinition definition) {
        properties.add(definition);
    }

    /** A property deleted by hand, and all its values with it. */
    public void deleteProperty(String name) {
        properties.delete(name);
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
        return tasks.all();
    }

    /**
     * A new task for these contacts, by the same rules as over the API.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public Task createTask(Map<String, String> values, long... contactIds) {
        return tasks.create(values, contactIds);
    }

    /**
     * Other values for a task, {@code hs_task_status} for one.
     *
     * @throws IllegalArgumentException when HubSpot would refuse it
     */
    public void updateTask(long id, Map<String, String> values) {
        tasks.update(id, values);
    }

    /** A task goes into the recycle bin. */
    public void archiveTask(long id) {
        tasks.archive(id);
    }

    /** What came in. */
    public Traffic traffic() {
        return traffic;
    }

    PortalState state() {
        return state;
    }

    RateLimits limits() {
        return limits;
    }

    boolean hasToken(String token) {
        return tokens.containsKey(token);
    }

    Set<String> scopes(String token) {
        return tokens.getOrDefault(token, Set.of());
    }
}
