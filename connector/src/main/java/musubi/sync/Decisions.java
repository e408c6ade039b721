package musubi.sync;

import musubi.sync.profile.FriendProfiles;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.ContactWrite;
import musubi.sync.batch.FriendWork;
import musubi.sync.batch.RetryCause;
import musubi.sync.batch.ReadContacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import musubi.connection.Connection;
import musubi.contact.Contact;
import musubi.contact.ContactRules;
import musubi.contact.Defaults;
import musubi.contact.Fact;
import musubi.contact.FollowState;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.ContactRecord;
import musubi.line.LineFailure;
import musubi.line.LineProfile;
import musubi.sync.batch.ReadContacts.Contacts;
import musubi.sync.SyncParts.Outcome;

/** Decides for each friend of a batch what is to be written, from what was read of the contact; once more after a conflict. */
final class Decisions {

    /** Belong to whichever event came first, and are never written where the contact may have them. */
    private static final Set<LineProperty> FIRST_ONLY = Set.of(
            LineProperty.USER_ID, LineProperty.ID_SYNC_DATE, LineProperty.CONTACT_SOURCE, LineProperty.TRAFFIC_SOURCE);

    private final SyncParts parts;
    private final Connection connection;
    private final PropertyNames names;
    private final ReadContacts reads;
    private final FriendProfiles profiles;
    private final BatchOutcomes ledger;
    private final Defaults defaults;
    private boolean propertyMissing;

    Decisions(
            SyncParts parts,
            Connection connection,
            ReadContacts reads,
            FriendProfiles profiles,
            BatchOutcomes ledger,
            Defaults defaults) {
        this.parts = parts;
        this.connection = connection;
        this.names = connection.propertyNames();
        this.reads = reads;
        this.profiles = profiles;
        this.ledger = ledger;
        this.defaults = defaults;
    }

    /** What to write; all others are done, or on their way when this returns. */
    List<ContactWrite> of(Collection<FriendWork> work, Contacts contacts) {
        var known = work.stream().filter(friend -> isKnown(friend, contacts)).toList();
        profiles.ask(known.stream()
                .filter(friend -> ContactRules.wantsProfile(
                        contact(friend, contacts),
                        friend.change(),
                        connection.options().autoCreateContacts()))
                .toList());
        var blocks = parts.blocked()
                .of(
                        connection.id(),
                        known.stream()
                                .filter(friend -> record(friend, contacts).isEmpty())
                                .map(FriendWork::friend)
                                .toList());
        var rows = new ArrayList<ContactWrite>();
        var newBlocks = new HashMap<LineUserId, Instant>();
        for (var friend : known) {
            decide(friend, contacts, Optional.ofNullable(blocks.get(friend.friend())), rows, newBlocks);
        }
        parts.blocked().note(connection.id(), newBlocks);
        return rows;
    }

    /**
     * Reads these friends' contacts once more and decides anew, with what had to be given up before.
     *
     * @param conflicts what HubSpot said has a value of a new contact: its record id, or an empty text
     */
    List<ContactWrite> again(Map<ContactWrite, Optional<String>> conflicts) {
        if (conflicts.isEmpty()) {
            return List.of();
        }
        var before = conflicts.keySet().stream()
                .collect(Collectors.toMap(row -> row.work().friend(), row -> row));
        var contacts = reads.by(
                names.of(LineProperty.USER_ID),
                before.keySet().stream().map(LineUserId::value).toList(),
                properties(names),
                false);
        var rows = new ArrayList<ContactWrite>();
        var work = before.values().stream().map(ContactWrite::work).toList();
        for (var row : of(work, contacts)) {
            var former = before.get(row.work().friend());
            var conflict = former == null ? Optional.<String>empty() : conflicts.getOrDefault(former, Optional.empty());
            if (row.creates() && conflict.isPresent()) {
                // HubSpot knows the id on a contact that it does not let be read
                ledger.retry(row.work(), RetryCause.recycleBin(conflict.get()));
            } else {
                rows.add(former == null ? row : row.given(former.givenUp()));
            }
        }
        return rows;
    }

    /** Whether a property was found to be gone. */
    boolean propertyMissing() {
        return propertyMissing;
    }

    private boolean isKnown(FriendWork friend, Contacts contacts) {
        var isKnown = contacts.read().covers(friend.friend().value());
        if (!isKnown) {
            ledger.retry(friend, RetryCause.LEFT_OUT);
        }
        return isKnown;
    }

    private void decide(
            FriendWork friend,
            Contacts contacts,
            Optional<Instant> blockedAt,
            List<ContactWrite> rows,
            Map<LineUserId, Instant> newBlocks) {
        var contact = contact(friend, contacts);
        var answer = profiles.of(friend.friend());
        var failed = answer.filter(LineProfile.Failed.class::isInstance).isPresent();
        if (contact.isEmpty()
                && answer.filter(profile -> isWorthWaiting(profile, friend)).isPresent()) {
            ledger.later(friend, profileWait(friend));
            return;
        }
        if (friend.change().has(Fact.SeenOutside.class) && failed) {
            // whether the friend follows is only known from LINE's answer, and the contact can wait for it
            ledger.waitForLine(friend);
            return;
        }
        var profile = FriendProfiles.profile(answer);
        var write = ContactRules.write(
                friend.friend(),
                contact,
                friend.change(),
                profile,
                blockedAt,
                connection.options().autoCreateContacts(),
                defaults);
        var record = record(friend, contacts);
        if (write instanceof Write.Update update && record.isPresent() && !tells(record.get(), update)) {
            ledger.retry(friend, RetryCause.LEFT_OUT);
            return;
        }
        var seen = new ContactWrite.Seen(record.map(ContactRecord::id), contacts.at(), opening(friend, record));
        var row = ContactWrite.of(friend, seen, profile, failed, write);
        if (write instanceof Write.Nothing) {
            friend.change()
                    .fact(Fact.Following.class)
                    .filter(follow -> contact.isEmpty() && follow.state() == FollowState.NO)
                    .ifPresent(follow -> newBlocks.put(friend.friend(), follow.at()));
            ledger.done(row, Outcome.UNCHANGED);
        } else {
            rows.add(row);
        }
    }

    /**
     * Whether HubSpot said that the contact has none of what is written once only. A property that it says nothing of is
     * not in the portal any more, or its answer was cut short: neither means that there is no value.
     */
    private boolean tells(ContactRecord record, Write.Update update) {
        var untold = update.values().keySet().stream()
                .filter(FIRST_ONLY::contains)
                .filter(property -> !record.covers(names.of(property)))
                .toList();
        propertyMissing |= !untold.isEmpty();
        return untold.isEmpty() && (update.email().isEmpty() || record.covers(ContactWrite.EMAIL));
    }

    /**
     * The state of the contact in which a message opens a conversation. As long as the contact is not written it is the
     * same, and a message more opens no second one. A contact without a text may be answered and written to without
     * showing it there: then the moment of its last change tells.
     */
    private String opening(FriendWork friend, Optional<ContactRecord> record) {
        var contact = record.map(found -> contact(names, found));
        return contact.map(found -> String.join(
                        " ",
                        "task",
                        connection.id().toString(),
                        friend.friend().value(),
                        found.value(LineProperty.UNANSWERED).orElse(""),
                        found.value(LineProperty.LAST_REPLY_AT).orElse(""),
                        friend.change().reply().isPresent()
                                ? ""
                                : record.get().properties().getOrDefault(MODIFIED, "")))
                .orElseGet(() -> "task " + friend.events().getFirst().id());
    }

    private Optional<ContactRecord> record(FriendWork friend, Contacts contacts) {
        return Optional.ofNullable(contacts.read().found().get(friend.friend().value()));
    }

    private Optional<Contact> contact(FriendWork friend, Contacts contacts) {
        return record(friend, contacts).map(record -> contact(names, record));
    }

    /** A new contact waits a little for its name, unless LINE will not tell before an operator has acted. */
    private boolean isWorthWaiting(LineProfile answer, FriendWork friend) {
        return answer instanceof LineProfile.Failed(var failure)
                && failure.kind() != LineFailure.Kind.UNAUTHORIZED
                && failure.kind() != LineFailure.Kind.FORBIDDEN
                && age(friend).compareTo(parts.settings().profilePatience()) < 0;
    }

    private Duration profileWait(FriendWork friend) {
        return Duration.ofSeconds(Math.clamp(age(friend).toSeconds(), 1, 8));
    }

    private Duration age(FriendWork friend) {
        return Duration.between(friend.receivedAt(), parts.clock().instant());
    }

    static final String MODIFIED = "lastmodifieddate";

    /** What is read of a contact to decide. */
    static List<String> properties(PropertyNames names) {
        var properties = new ArrayList<>(names.all());
        properties.add(ContactWrite.EMAIL);
        properties.add(MODIFIED);
        return properties;
    }

    static Contact contact(PropertyNames names, ContactRecord record) {
        return new Contact(
                names.read(record.properties()),
                record.properties().getOrDefault(ContactWrite.EMAIL, ""),
                record.createdAt());
    }
}
