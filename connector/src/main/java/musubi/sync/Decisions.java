package musubi.sync;

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
import musubi.contact.Write;
import musubi.hubspot.ContactRecord;
import musubi.sync.batch.BatchOutcomes;
import musubi.sync.batch.ContactWrite;
import musubi.sync.batch.FriendWork;
import musubi.sync.batch.Outcome;
import musubi.sync.batch.ReadContacts;
import musubi.sync.batch.ReadContacts.Contacts;
import musubi.sync.batch.RetryCause;
import musubi.sync.profile.FriendProfiles;

/** Decides for each friend of a batch what is to be written, from what was read of the contact; again after a conflict. */
final class Decisions {

    /** Belong to whichever event came first, and are never written where the contact may have them. */
    private static final Set<LineProperty> FIRST_ONLY = Set.of(
            LineProperty.USER_ID, LineProperty.ID_SYNC_DATE, LineProperty.CONTACT_SOURCE, LineProperty.TRAFFIC_SOURCE);

    private final Connection connection;
    private final ReadContacts reads;
    private final FriendProfiles profiles;
    private final BlockedFriends blocked;
    private final BatchOutcomes outcomes;
    private final Defaults defaults;
    private boolean propertyMissing;

    Decisions(
            Connection connection,
            ReadContacts reads,
            FriendProfiles profiles,
            BlockedFriends blocked,
            BatchOutcomes outcomes,
            Defaults defaults) {
        this.connection = connection;
        this.reads = reads;
        this.profiles = profiles;
        this.blocked = blocked;
        this.outcomes = outcomes;
        this.defaults = defaults;
    }

    /**
     * What to write. Of all other friends it is recorded what became of them when this returns.
     *
     * @param contacts as they were read, or expected where all friends get one
     */
    List<ContactWrite> of(Collection<FriendWork> work, Contacts contacts) {
        var known = work.stream().filter(friend -> isKnown(friend, contacts)).toList();
        profiles.ask(known.stream()
                .filter(friend -> ContactRules.needsProfile(
                        contact(friend, contacts),
                        friend.change(),
                        connection.options().autoCreateContacts()))
                .map(FriendWork::friend)
                .toList());
        var blocks = blocked.of(
                connection.id(),
                known.stream()
                        .filter(friend -> record(friend, contacts).isEmpty())
                        .map(FriendWork::friend)
                        .toList());
        var writes = new ArrayList<ContactWrite>();
        var newBlocks = new HashMap<LineUserId, Instant>();
        for (var friend : known) {
            decide(friend, contacts, Optional.ofNullable(blocks.get(friend.friend())), newBlocks)
                    .ifPresent(writes::add);
        }
        blocked.note(connection.id(), newBlocks);
        return writes;
    }

    /**
     * Reads these friends' contacts once more and decides anew, leaving out what HubSpot refused before.
     *
     * @param conflicts the record id that HubSpot names as the holder of a new contact's user id, or an empty text
     */
    List<ContactWrite> again(Map<ContactWrite, Optional<String>> conflicts) {
        if (conflicts.isEmpty()) {
            return List.of();
        }
        var before = conflicts.keySet().stream()
                .collect(Collectors.toMap(write -> write.work().friend(), write -> write));
        var contacts =
                reads.byUserId(before.keySet().stream().map(LineUserId::value).toList(), reads.properties(), false);
        var writes = new ArrayList<ContactWrite>();
        var work = before.values().stream().map(ContactWrite::work).toList();
        for (var write : of(work, contacts)) {
            var former = before.get(write.work().friend());
            var conflict = former == null ? Optional.<String>empty() : conflicts.getOrDefault(former, Optional.empty());
            if (write.creates() && conflict.isPresent()) {
                // HubSpot knows the id on a contact that it does not let be read
                outcomes.retry(write.work(), RetryCause.recycleBin(conflict.get()));
            } else {
                writes.add(former == null ? write : write.withholding(former.withheld()));
            }
        }
        return writes;
    }

    /** Whether an answer left out a property because it does not exist (any more). */
    boolean propertyMissing() {
        return propertyMissing;
    }

    private boolean isKnown(FriendWork friend, Contacts contacts) {
        var isKnown = contacts.read().covers(friend.friend().value());
        if (!isKnown) {
            outcomes.retry(friend, RetryCause.LEFT_OUT);
        }
        return isKnown;
    }

    private Optional<ContactWrite> decide(
            FriendWork work, Contacts contacts, Optional<Instant> blockedAt, Map<LineUserId, Instant> newBlocks) {
        var friend = work.friend();
        var contact = contact(work, contacts);
        var wait = profiles.wait(friend, work.receivedAt()).filter(ignored -> contact.isEmpty());
        if (wait.isPresent()) {
            outcomes.later(work, wait.get());
            return Optional.empty();
        }
        if (work.change().has(Fact.SeenOutside.class) && profiles.isFailed(friend)) {
            // whether the friend follows is known from LINE's answer alone, and the contact can wait for it
            outcomes.waitForLine(work);
            return Optional.empty();
        }
        var profile = profiles.of(friend);
        var content = ContactRules.write(
                friend,
                contact,
                work.change(),
                profile,
                blockedAt,
                connection.options().autoCreateContacts(),
                defaults);
        var record = record(work, contacts);
        if (content instanceof Write.Update update && record.isPresent() && !covers(record.get(), update)) {
            outcomes.retry(work, RetryCause.LEFT_OUT);
            return Optional.empty();
        }
        var seen = new ContactWrite.Seen(
                record.map(ContactRecord::id), contacts.at(), contacts.asked(), conversation(work, record));
        var write = ContactWrite.of(work, seen, profile, profiles.isFailed(friend), content);
        if (content instanceof Write.Nothing) {
            work.change()
                    .fact(Fact.Following.class)
                    .filter(follow -> contact.isEmpty() && follow.state() == FollowState.NO)
                    .ifPresent(follow -> newBlocks.put(friend, follow.at()));
            outcomes.done(write, Outcome.UNCHANGED);
            return Optional.empty();
        }
        return Optional.of(write);
    }

    /**
     * Whether HubSpot said that the contact has none of what is written once only. A property that the answer leaves out
     * does not exist in the portal any more, or the answer was cut short: neither means that there is no value.
     */
    private boolean covers(ContactRecord record, Write.Update update) {
        var leftOut = update.values().keySet().stream()
                .filter(FIRST_ONLY::contains)
                .filter(property -> !record.covers(connection.propertyNames().of(property)))
                .toList();
        propertyMissing |= !leftOut.isEmpty();
        return leftOut.isEmpty() && (update.email().isEmpty() || record.covers(ContactWrite.EMAIL));
    }

    /**
     * Identifies the state of the contact in which a message opens a conversation. As long as the contact is not written it
     * is the same, and a further message opens no second one. A contact without a text may be answered and written to
     * without that showing in our properties: then the moment of its last change is part of it.
     */
    private String conversation(FriendWork work, Optional<ContactRecord> record) {
        var contact = record.map(reads::contact);
        return contact.map(found -> String.join(
                        " ",
                        "task",
                        connection.id().toString(),
                        work.friend().value(),
                        found.value(LineProperty.UNANSWERED).orElse(""),
                        found.value(LineProperty.LAST_REPLY_AT).orElse(""),
                        work.change().reply().isPresent()
                                ? ""
                                : record.get().properties().getOrDefault(ReadContacts.MODIFIED, "")))
                .orElseGet(() -> "task " + work.events().getFirst().id());
    }

    private static Optional<ContactRecord> record(FriendWork friend, Contacts contacts) {
        return Optional.ofNullable(contacts.read().found().get(friend.friend().value()));
    }

    private Optional<Contact> contact(FriendWork friend, Contacts contacts) {
        return record(friend, contacts).map(reads::contact);
    }
}
