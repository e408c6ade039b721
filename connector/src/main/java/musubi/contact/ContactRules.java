package musubi.contact;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a change writes. The same inputs give the same writes; a change applied twice, or two changes in either
 * order, end in the same contact (but for how and when it came, which the first one decides for good).
 */
public final class ContactRules {

    private ContactRules() {}

    /**
     * Whether LINE has to be asked for the friend's name and picture before {@link #write}.
     *
     * @param contact the friend's contact, if there is one
     * @param autoCreate whether friends without a contact get one
     */
    public static boolean wantsProfile(Optional<Contact> contact, Change change, boolean autoCreate) {
        if (change.login().flatMap(LoginConsent::profile).isPresent() && !change.refreshProfile()) {
            return false;
        }
        return contact.map(existing -> change.refreshProfile()
                        || (change.outsideAt().isPresent()
                                && existing.value(LineProperty.ID_SYNC_DATE).isEmpty())
                        || existing.value(LineProperty.USER_NAME).isEmpty()
                        || existing.value(LineProperty.USER_PICTURE).isEmpty())
                .orElse(makesContact(change, autoCreate));
    }

    private static boolean makesContact(Change change, boolean autoCreate) {
        return change.creation().isPresent() && (autoCreate || change.always());
    }

    /**
     * What the change writes.
     *
     * @param contact the friend's contact, if there is one
     * @param blockedAt when the friend is known to have blocked the account while there was no contact to say it on
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
            var isNew = change.outsideAt()
                    .or(() -> change.login().map(LoginConsent::at))
                    .filter(ignored -> contact.get().following().isEmpty())
                    .map(at -> change.and(assumed(at, profile)))
                    .orElse(change);
            return update(friend, contact.get(), isNew, profile, defaults);
        }
        if (!makesContact(change, autoCreate)) {
            return new Write.Nothing();
        }
        var creation = change.creation().get();
        var known = change.follow().isPresent() ? change : change.and(assumed(creation.at(), profile));
        var all = blockedAt
                .map(at -> known.and(Change.following(at, FollowState.NO)))
                .orElse(known);
        var none = new Contact(Map.of(), "", Optional.of(creation.at()));
        return new Write.Create(
                values(friend, none, all, profile, creation.source(), defaults),
                change.login().flatMap(LoginConsent::email).orElse(friend.placeholderEmail()));
    }

    /** Of somebody who is on the list of friends but did nothing: they follow, unless LINE does not know them. */
    private static Change assumed(Instant at, Profile profile) {
        return Change.following(at, profile instanceof Profile.Unknown ? FollowState.NO : FollowState.YES);
    }

    /**
     * What the change writes onto a contact that holds the friend's address, the real one or the placeholder (a portal
     * that comes from another connector), but no LINE user id: that contact is the friend.
     */
    public static Write.Update adopt(
            LineUserId friend, Contact contact, Change change, Profile profile, Defaults defaults) {
        var source = change.creation().map(Change.Creation::source).orElse(Source.HUBSPOT);
        var at = change.creation().map(Change.Creation::at);
        var all = change.follow().isEmpty() && at.isPresent() ? change.and(assumed(at.get(), profile)) : change;
        return new Write.Update(values(friend, contact, all, profile, source, defaults), Optional.empty());
    }

    private static Write update(LineUserId friend, Contact contact, Change change, Profile profile, Defaults defaults) {
        var source = change.outsideAt().isEmpty() && change.login().isPresent() ? Source.LOGIN : Source.HUBSPOT;
        var values = values(friend, contact, change, profile, source, defaults);
        if (change.follow().isEmpty()
                && change.outsideAt().isEmpty()
                && change.login().isEmpty()) {
            // an import, a profile that was still missing, a message taken back: nothing else is said of the friend
            values.keySet()
                    .retainAll(
                            Set.of(LineProperty.USER_NAME, LineProperty.USER_PICTURE, LineProperty.LAST_REPLY_MESSAGE));
            return values.isEmpty() ? new Write.Nothing() : new Write.Update(values, Optional.empty());
        }
        var email = realEmail(friend, contact, change).or(() -> placeholder(friend, contact));
        return values.isEmpty() && email.isEmpty() ? new Write.Nothing() : new Write.Update(values, email);
    }

    /** A real address takes the place of none or of the placeholder, never of another real one. */
    private static Optional<String> realEmail(LineUserId friend, Contact contact, Change change) {
        return contact.email().isEmpty() || friend.isPlaceholder(contact.email())
                ? change.login().flatMap(LoginConsent::email)
                : Optional.empty();
    }

    /** The address of a contact of ours that has none; an address that somebody emptied on theirs stays empty. */
    private static Optional<String> placeholder(LineUserId friend, Contact contact) {
        return contact.email().isEmpty() && contact.source().map(Source::isOurs).orElse(false)
                ? Optional.of(friend.placeholderEmail())
                : Optional.empty();
    }

    /**
     * The same without the real address, which cannot be on this contact: a new one gets the placeholder, an existing
     * one keeps what it has.
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
     * What ends on the survivor after the friend's contact was merged into the one that holds their real address: all
     * the friend's contact said of LINE, and what was about to be written.
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
        values.put(LineProperty.USER_ID, friend.value());
        values.putAll(name(contact, told(profile, change), defaults));
        change.login()
                .flatMap(LoginConsent::link)
                .filter(link -> contact.value(LineProperty.TRAFFIC_SOURCE).isEmpty() && cameBy(link, contact))
                .ifPresent(link -> values.put(LineProperty.TRAFFIC_SOURCE, link.title()));
        if (contact.value(LineProperty.ID_SYNC_DATE).isEmpty()) {
            values.put(LineProperty.ID_SYNC_DATE, defaults.today().toString());
        }
        if (contact.value(LineProperty.CONTACT_SOURCE).isEmpty()) {
            values.put(LineProperty.CONTACT_SOURCE, source.name());
        }
        change.follow()
                .filter(follow -> contact.following()
                        .map(known -> follow.compareTo(known) > 0)
                        .orElse(true))
                .ifPresent(follow -> {
                    values.put(LineProperty.FOLLOW, follow.state().name());
                    values.put(LineProperty.FOLLOW_UPDATED_AT, follow.at().toString());
                });
        var lastReply = contact.reply();
        if (change.takenBack().contains(lastReply.messageId())) {
            values.put(LineProperty.LAST_REPLY_MESSAGE, "");
        }
        change.reply().filter(reply -> isNews(reply, lastReply)).ifPresent(reply -> {
            values.put(LineProperty.LAST_REPLY_MESSAGE, reply.text());
            values.put(LineProperty.LAST_REPLY_MESSAGE_ID, reply.messageId());
            values.put(LineProperty.LAST_REPLY_AT, reply.at().toString());
        });
        change.unansweredAt()
                .filter(at -> at.isAfter(lastReply.at()))
                .ifPresent(ignored -> values.put(LineProperty.UNANSWERED, FollowState.YES.name()));
        values.entrySet()
                .removeIf(entry -> contact.value(entry.getKey()).orElse("").equals(entry.getValue()));
        return values;
    }

    /** The same message once more brings nothing: its text may have been taken back meanwhile. */
    private static boolean isNews(Change.Reply reply, Change.Reply last) {
        return reply.compareTo(last) > 0
                && (last.messageId().isEmpty() || !last.messageId().equals(reply.messageId()));
    }

    /** Adding the account on the way may have made the contact a moment before the login did. */
    private static boolean cameBy(LoginConsent.Link link, Contact contact) {
        return contact.createdAt()
                .filter(made -> !made.isBefore(link.openedAt()))
                .isPresent();
    }

    private static Profile told(Profile byMessagingApi, Change change) {
        return switch (byMessagingApi) {
            case Profile.Known known -> known;
            case Profile.Unknown unknown ->
                change.login().flatMap(LoginConsent::profile).orElse(unknown);
            case Profile.NotAsked none ->
                change.login().flatMap(LoginConsent::profile).orElse(none);
        };
    }

    private static Map<LineProperty, String> name(Contact contact, Profile profile, Defaults defaults) {
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
