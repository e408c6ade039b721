package musubi.contact;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a change writes. The same inputs give the same writes. A change applied twice, or two changes in either
 * order, result in the same contact, except for its source and sync date, which the first change decides.
 */
public final class ContactRules {

    private ContactRules() {}

    /**
     * Whether LINE has to be asked for the friend's name and picture before {@link #write}.
     *
     * @param contact the friend's contact, if there is one
     * @param autoCreate whether friends without a contact get one
     */
    public static boolean needsProfile(Optional<Contact> contact, Change change, boolean autoCreate) {
        var refreshes = change.has(Fact.ProfileRefresh.class);
        if (profileOfLogin(change).isPresent() && !refreshes) {
            return false;
        }
        return contact.map(existing -> refreshes
                        || (change.has(Fact.SeenOutside.class)
                                && existing.value(LineProperty.ID_SYNC_DATE).isEmpty())
                        || existing.value(LineProperty.USER_NAME).isEmpty()
                        || existing.value(LineProperty.USER_PICTURE).isEmpty())
                .orElse(creation(change, autoCreate).isPresent());
    }

    /**
     * What creates a contact where there is none; empty when none is to be created.
     *
     * @param autoCreate whether friends without a contact get one
     */
    public static Optional<Fact.Creation> creation(Change change, boolean autoCreate) {
        return change.fact(Fact.Creation.class).filter(creation -> autoCreate || creation.inAnyCase());
    }

    private static Optional<Profile> profileOfLogin(Change change) {
        return change.fact(LoginConsent.class).flatMap(LoginConsent::profile);
    }

    /**
     * What the change writes.
     *
     * @param contact the friend's contact, if there is one
     * @param blockedAt when the friend blocked the account while there was no contact to write that on, if that is known
     * @param autoCreate whether friends without a contact get one
     */
    public static Write write(
            LineUserId friend,
            Optional<Contact> contact,
            Change change,
            Profile profile,
            Optional<Instant> blockedAt,
            boolean autoCreate,
            Defaults defaults) {
        if (contact.isPresent()) {
            return update(friend, contact.get(), withFollowState(contact.get(), change, profile), profile, defaults);
        }
        return creation(change, autoCreate)
                .<Write>map(creation -> create(friend, creation, change, profile, blockedAt, defaults))
                .orElseGet(Write.Nothing::new);
    }

    private static Write.Create create(
            LineUserId friend,
            Fact.Creation creation,
            Change change,
            Profile profile,
            Optional<Instant> blockedAt,
            Defaults defaults) {
        var known = change.has(Fact.Following.class) ? change : change.and(assumed(creation.at(), profile));
        var all = blockedAt
                .map(at -> known.and(Change.following(at, FollowState.NO)))
                .orElse(known);
        var none = new Contact(Map.of(), "", Optional.of(creation.at()));
        return new Write.Create(
                values(friend, none, all, profile, creation.source(), defaults),
                realEmail(change).orElse(friend.placeholderEmail()));
    }

    /** A contact without a follow state gets one when it was found outside Musubi, or the friend logged in. */
    private static Change withFollowState(Contact contact, Change change, Profile profile) {
        return change.fact(Fact.SeenOutside.class)
                .map(Fact.SeenOutside::at)
                .or(() -> change.fact(LoginConsent.class).map(LoginConsent::at))
                .filter(ignored -> contact.following().isEmpty())
                .map(at -> change.and(assumed(at, profile)))
                .orElse(change);
    }

    /** The follow state of somebody who did nothing themselves: they follow, unless LINE does not know them. */
    private static Change assumed(Instant at, Profile profile) {
        return Change.following(at, profile instanceof Profile.Unknown ? FollowState.NO : FollowState.YES);
    }

    /**
     * What the change writes onto a contact that has the friend's address, the real one or the placeholder (a portal that
     * used another connector), but no LINE user id: that contact is this friend.
     */
    public static Write.Update adopt(
            LineUserId friend, Contact contact, Change change, Profile profile, Defaults defaults) {
        var creation = change.fact(Fact.Creation.class);
        var source = creation.map(Fact.Creation::source).orElse(Source.HUBSPOT);
        var all = creation.filter(ignored -> !change.has(Fact.Following.class))
                .map(of -> change.and(assumed(of.at(), profile)))
                .orElse(change);
        return new Write.Update(values(friend, contact, all.full(), profile, source, defaults), Optional.empty());
    }

    private static Write update(LineUserId friend, Contact contact, Change change, Profile profile, Defaults defaults) {
        var source =
                !change.has(Fact.SeenOutside.class) && change.has(LoginConsent.class) ? Source.LOGIN : Source.HUBSPOT;
        var values = values(friend, contact, change, profile, source, defaults);
        var email = switch (change.policy()) {
            case PROFILE_ONLY -> Optional.<String>empty();
            case FULL -> email(friend, contact, change);
        };
        return values.isEmpty() && email.isEmpty() ? new Write.Nothing() : new Write.Update(values, email);
    }

    /** A real address replaces none or the placeholder, never another real one. */
    private static Optional<String> email(LineUserId friend, Contact contact, Change change) {
        var isReplaceable = contact.email().isEmpty() || friend.isPlaceholder(contact.email());
        return realEmail(change).filter(ignored -> isReplaceable).or(() -> placeholder(friend, contact));
    }

    private static Optional<String> realEmail(Change change) {
        return change.fact(LoginConsent.class).flatMap(LoginConsent::email);
    }

    /** The address of a contact of ours that has none; an address that somebody emptied on theirs stays empty. */
    private static Optional<String> placeholder(LineUserId friend, Contact contact) {
        return contact.email().isEmpty() && contact.source().map(Source::isOurs).orElse(false)
                ? Optional.of(friend.placeholderEmail())
                : Optional.empty();
    }

    /**
     * The same without the real address, which this contact cannot have: a new contact gets the placeholder, an existing
     * one keeps its address.
     */
    public static Write withoutRealEmail(LineUserId friend, Write write) {
        return switch (write) {
            case Write.Nothing nothing -> nothing;
            case Write.Create create -> new Write.Create(create.values(), friend.placeholderEmail());
            case Write.Update update ->
                update.values().isEmpty() ? new Write.Nothing() : new Write.Update(update.values(), Optional.empty());
        };
    }

    /**
     * What is written onto the survivor after the friend's contact was merged into the one that has their real address: all
     * LINE properties of the friend's contact, and what was about to be written.
     *
     * @param merged the friend's contact before the merge
     */
    public static Write.Update survivor(Contact merged, Write.Update write) {
        var values = new EnumMap<LineProperty, String>(LineProperty.class);
        values.putAll(merged.values());
        values.putAll(write.values());
        return new Write.Update(values, Optional.empty());
    }

    /** Our properties that the change gives another value than the contact has. */
    private static Map<LineProperty, String> values(
            LineUserId friend, Contact contact, Change change, Profile profile, Source source, Defaults defaults) {
        var values = new EnumMap<LineProperty, String>(LineProperty.class);
        if (change.policy() == UpdatePolicy.FULL) {
            values.putAll(identity(friend, contact, source, defaults));
        }
        values.putAll(profile(contact, known(profile, change), defaults));
        change.facts().values().forEach(fact -> values.putAll(FactValues.of(fact, contact)));
        values.entrySet()
                .removeIf(entry -> contact.value(entry.getKey()).orElse("").equals(entry.getValue()));
        return values;
    }

    /** Whose the contact is, since when it is linked, and how it came; the last two are written once only. */
    private static Map<LineProperty, String> identity(
            LineUserId friend, Contact contact, Source source, Defaults defaults) {
        var values = new EnumMap<LineProperty, String>(LineProperty.class);
        values.put(LineProperty.USER_ID, friend.value());
        values.put(LineProperty.ID_SYNC_DATE, defaults.today().toString());
        values.put(LineProperty.CONTACT_SOURCE, source.name());
        values.keySet()
                .removeIf(property -> property != LineProperty.USER_ID
                        && contact.value(property).isPresent());
        return values;
    }

    /** The profile of the Messaging API, or where it gave none that of the login. */
    private static Profile known(Profile byMessagingApi, Change change) {
        return switch (byMessagingApi) {
            case Profile.Known known -> known;
            case Profile.Unknown unknown -> profileOfLogin(change).orElse(unknown);
            case Profile.NotAsked none -> profileOfLogin(change).orElse(none);
        };
    }

    private static Map<LineProperty, String> profile(Contact contact, Profile profile, Defaults defaults) {
        return switch (profile) {
            case Profile.Known known ->
                Map.of(
                        LineProperty.USER_NAME,
                        CleanText.of(known.name()).orElse(defaults.name()),
                        LineProperty.USER_PICTURE,
                        known.pictureUrl().flatMap(CleanText::httpsUrl).orElse(defaults.pictureUrl()));
            case Profile.Unknown ignored -> fallback(contact, defaults);
            case Profile.NotAsked ignored -> fallback(contact, defaults);
        };
    }

    private static Map<LineProperty, String> fallback(Contact contact, Defaults defaults) {
        return Map.of(
                LineProperty.USER_NAME,
                contact.value(LineProperty.USER_NAME).orElse(defaults.name()),
                LineProperty.USER_PICTURE,
                contact.value(LineProperty.USER_PICTURE).orElse(defaults.pictureUrl()));
    }
}
