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
import musubi.sandbox.hubspot.api.RateLimits;
import musubi.sandbox.hubspot.crm.activity.NotesByHand;
import musubi.sandbox.hubspot.crm.activity.TasksByHand;
import musubi.sandbox.hubspot.crm.contact.ContactsByHand;
import musubi.sandbox.hubspot.crm.list.ListsByHand;
import musubi.sandbox.hubspot.crm.property.PropertiesByHand;
import musubi.sandbox.hubspot.crm.store.PortalState;
import musubi.sandbox.hubspot.crm.store.ReadFlaws;

/**
 * A HubSpot account: its contacts, tasks, lists, owners, properties, tokens and limits. The public methods are for operators and tests: they
 * do not count as API calls and are not rate limited.
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

    /** The portal's first access token. */
    public String accessToken() {
        return accessToken;
    }

    /** Adds a token, as of another app. The burst limit is counted per token. */
    public String addToken(Set<String> scopes) {
        var token =
                "pat-na1-" + new UUID(state.random().nextLong(), state.random().nextLong());
        tokens.put(token, Set.copyOf(scopes));
        return token;
    }

    /** Replaces the scopes of a token, as when an admin changes what its app or service key may do. */
    public void scopes(String token, Set<String> granted) {
        tokens.replace(token, Set.copyOf(granted));
    }

    /** Sets the account's time zone. Dates follow at once; the daily limit keeps counting by the zone of the start. */
    public void timeZone(ZoneId zone) {
        state.settings().timeZone = zone;
    }

    /** Sets the company currency, by its ISO 4217 code. */
    public void currency(String code) {
        state.settings().currency = code;
    }

    /** Revokes a token: calls with it are answered 401. */
    public void revokeToken(String token) {
        tokens.remove(token);
    }

    /** Sets the burst limit of each token in calls per ten seconds; 0: no limit (the headers then name 1,000,000). */
    public void rateLimit(int callsPerTenSeconds) {
        limits.burst(callsPerTenSeconds);
    }

    /** Sets the limit of calls per day, counted until midnight in the account's time zone. */
    public void dailyLimit(int calls) {
        limits.daily(calls);
    }

    /** Sets the form of the body of a 429; {@link RateLimitForm#CATEGORY} by default. */
    public void rateLimitForm(RateLimitForm form) {
        limits.form(form);
    }

    /** Sets whether a 429 has a {@code Retry-After} in seconds; off by default, as HubSpot documents none. */
    public void retryAfter(boolean on) {
        limits.retryAfter(on);
    }

    /** Sets the delay until search finds a write; 5 s by default. */
    public void searchLag(Duration lag) {
        state.settings().searchLag = lag;
    }

    /** Sets a delay in real time that is added to every answer; zero by default. */
    public void latency(Duration latency) {
        state.settings().latency = latency;
    }

    /** Sets whether a merge keeps the primary's record id (a public beta); by default the merged record gets a new id. */
    public void mergeKeepsPrimaryId(boolean keeps) {
        state.settings().mergeKeepsPrimaryId = keeps;
    }

    /** Sets the status for creating a property that exists: 409 (the default) or 400; both were observed. */
    public void propertyConflictStatus(int status) {
        if (status != 409 && status != 400) {
            throw new IllegalArgumentException("status: %d (expected: 409 or 400)".formatted(status));
        }
        state.settings().propertyConflictStatus = status;
    }

    /** Sets the error for an e-mail address that is the primary one of another contact. */
    public void emailConflictForm(EmailConflictForm form) {
        state.settings().emailConflictForm = form;
    }

    /** Sets whether the results of a batch repeat the trace id of their input; on by default. */
    public void traceIdsInResults(boolean repeated) {
        state.settings().traceIdsInResults = repeated;
    }

    /** Sets whether trace ids have bad rows of a batch reported one by one, as documented; off: one bad row refuses the whole call. */
    public void errorsByRow(boolean on) {
        state.settings().errorsByRow = on;
    }

    /** Sets the properties that an admin requires of a new contact; enforced by API version 2026-09. */
    public void requireOnCreate(Set<String> propertyNames) {
        state.settings().requiredOnCreate = Set.copyOf(propertyNames);
    }

    /** Sets whether contacts in the recycle bin keep their unique values; off by default. HubSpot does not document it. */
    public void recycleBinHoldsValues(boolean holds) {
        state.settings().recycleBinHoldsValues = holds;
    }

    /**
     * Makes the next reads fail for these contacts, although they exist.
     *
     * @param ids the ids that the reads ask for: values of the id property, or record ids
     * @param reads the number of reads that fail, of those that ask for one of the ids; negative: all until the next call of this method
     */
    public void readsFail(ReadFlaw flaw, Set<String> ids, int reads) {
        state.settings().readFlaws = new ReadFlaws(flaw, Set.copyOf(ids), reads);
    }

    /** Sets an admin's validation rule: the maximum length of a text property in characters; 0 removes the rule. */
    public void characterLimit(String property, int characters) {
        state.locked(() -> state.rules().characterLimit(property, characters));
    }

    /** All contacts, archived ones too, oldest first. */
    public List<Contact> contacts() {
        return contacts.all();
    }

    /** The contact with that record id, or the one that a contact with that id was merged into. */
    public Optional<Contact> contact(long id) {
        return contacts.find(id);
    }

    /** The first contact, archived or not, with that value; e-mail addresses are compared in lower case. */
    public Optional<Contact> contactBy(String property, String value) {
        return contacts.findBy(property, value);
    }

    /** Creates a contact by the same rules as the API; an {@code IllegalArgumentException} when HubSpot would refuse it. */
    public Contact createContact(Map<String, String> values) {
        return contacts.create(values);
    }

    /** Changes values of a contact; an empty one clears; an {@code IllegalArgumentException} when HubSpot would refuse it. */
    public void update(long id, Map<String, String> values) {
        contacts.update(id, values);
    }

    /** Moves a contact to the recycle bin. Its unique values become free, unless {@link #recycleBinHoldsValues} is on. */
    public void archive(long id) {
        contacts.archive(id);
    }

    /** Restores a contact from the recycle bin; an {@code IllegalArgumentException} when another has taken one of its unique values. */
    public void restore(long id) {
        contacts.restore(id);
    }

    /** Deletes a contact permanently (GDPR); its e-mail addresses can never be used again. */
    public void gdprDelete(long id) {
        contacts.gdprDelete(id);
    }

    /** Blocks an e-mail address: no contact can have it from now on. */
    public void blockEmail(String address) {
        state.locked(() -> state.emails().block(address));
    }

    /** Merges the other contact into the primary one; see {@link #mergeKeepsPrimaryId}. */
    public Contact merge(long primary, long other) {
        return contacts.merge(primary, other);
    }

    /** All properties, HubSpot's own first. */
    public List<PropertyDefinition> properties() {
        return properties.all();
    }

    /** Adds a property; its group is created when it does not exist. */
    public void addProperty(PropertyDefinition definition) {
        properties.add(definition);
    }

    /** Deletes a property and all its values. */
    public void deleteProperty(String name) {
        properties.delete(name);
    }

    /** Adds a user of the portal who can own contacts and tasks. */
    public Owner addOwner(String email, String firstName, String lastName) {
        return state.owners().add(email, firstName, lastName, state.clock().instant());
    }

    /** All owners, archived ones too. */
    public List<Owner> owners() {
        return state.owners().all();
    }

    /** Deactivates an owner: its id is no longer a valid value of {@code hubspot_owner_id}. */
    public void archiveOwner(long id) {
        state.owners().archive(id, state.clock().instant());
    }

    /** All tasks, archived ones too, oldest first. */
    public List<Task> tasks() {
        return tasks.all();
    }

    /** Creates a task for these contacts by the same rules as the API; an {@code IllegalArgumentException} when HubSpot would refuse it. */
    public Task createTask(Map<String, String> values, long... contactIds) {
        return tasks.create(values, contactIds);
    }

    /** Changes values of a task, such as {@code hs_task_status}; an {@code IllegalArgumentException} when HubSpot would refuse it. */
    public void updateTask(long id, Map<String, String> values) {
        tasks.update(id, values);
    }

    /** Moves a task to the recycle bin. */
    public void archiveTask(long id) {
        tasks.archive(id);
    }

    /** All notes, archived ones too, oldest first; in the form of tasks, which have the same fields. */
    public List<Task> notes() {
        return new NotesByHand(state).all();
    }

    /** The lists, as a person sees and changes them. */
    public ListsByHand lists() {
        return new ListsByHand(state);
    }

    /** The API calls that reached the portal. */
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
