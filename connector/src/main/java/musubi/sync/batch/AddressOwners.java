package musubi.sync.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import musubi.contact.ContactRules;
import musubi.contact.Defaults;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactRow;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.sync.Reason;

/**
 * Decides what happens where another contact has the friend's address. If that contact is no LINE friend, it is this
 * friend: the properties are written onto it, and a contact that the friend already has is merged into it. If it is another
 * friend, it stays as it is, and a person is told so (docs/adr/0012).
 */
final class AddressOwners {

    /** After so many attempts a contact that cannot be read is not one that is just being deleted. */
    private static final int MIN_ATTEMPTS = 3;

    private final HubSpotClient hubspot;
    private final PropertyNames names;
    private final ReadContacts reads;
    private final BatchOutcomes outcomes;
    private final NextRound next;
    private final Defaults defaults;
    private final List<String> otherUserIds;
    private Instant readAt = Instant.MAX;

    /** @param otherUserIds the internal names of the portal's other user id properties */
    AddressOwners(
            HubSpotClient hubspot,
            ReadContacts reads,
            BatchOutcomes outcomes,
            NextRound next,
            Defaults defaults,
            List<String> otherUserIds) {
        this.hubspot = hubspot;
        this.names = reads.names();
        this.reads = reads;
        this.outcomes = outcomes;
        this.next = next;
        this.defaults = defaults;
        this.otherUserIds = otherUserIds;
    }

    /**
     * What to write onto which contact. Of all other writes it is recorded what became of them, or they are in the next
     * round.
     *
     * @param owned the writes by the record id of the contact that has the address
     */
    Map<ContactWrite, ContactRow> decide(Map<String, ContactWrite> owned) {
        var owners = read("hs_object_id", List.copyOf(owned.keySet()));
        var onto = new LinkedHashMap<ContactWrite, ContactRow>();
        var toMerge = new LinkedHashMap<ContactWrite, ContactRecord>();
        owned.forEach((ownerId, write) -> {
            var owner = owners.found().get(ownerId);
            if (owner == null) {
                unreadable(ownerId, owners.absent().contains(ownerId), write);
                return;
            }
            var contact = reads.contact(owner);
            var userId = contact.value(LineProperty.USER_ID);
            if (userId.isPresent() && !userId.get().equals(write.work().friend().value())) {
                ofAnotherFriend(write, owner);
            } else if (!owner.covers(names.of(LineProperty.USER_ID))) {
                outcomes.retry(write.work(), RetryCause.LEFT_OUT);
            } else if (write.content() instanceof Write.Update) {
                toMerge.put(write, owner);
            } else if (userId.isPresent()) {
                // it is this friend's own contact
                next.readAgain(write);
            } else {
                var onContact = ContactRules.adopt(
                        write.work().friend(), contact, write.work().change(), write.profile(), defaults);
                onto.put(write, new ContactRow(owner.id(), write.named(names, onContact.values())));
            }
        });
        onto.putAll(merged(toMerge));
        return onto;
    }

    /** When the oldest of the contacts that were decided upon was read. */
    Instant readAt() {
        return readAt;
    }

    /** HubSpot names a contact and does not let it be read: it is in the recycle bin, or was deleted a moment ago. */
    private void unreadable(String ownerId, boolean absent, ContactWrite write) {
        if (absent && write.hasRealEmail() && write.work().attempts() >= MIN_ATTEMPTS) {
            next.write(write.withoutRealEmail(
                    Optional.of(new ContactWrite.Finding(Reason.VALUE_HELD_IN_RECYCLE_BIN, "", ownerId))));
        } else {
            outcomes.retry(write.work(), absent ? RetryCause.recycleBin(ownerId) : RetryCause.LEFT_OUT);
        }
    }

    private Map<ContactWrite, ContactRow> merged(Map<ContactWrite, ContactRecord> toMerge) {
        var onto = new LinkedHashMap<ContactWrite, ContactRow>();
        if (toMerge.isEmpty()) {
            return onto;
        }
        var own = read(
                names.of(LineProperty.USER_ID),
                toMerge.keySet().stream()
                        .map(write -> write.work().friend())
                        .map(LineUserId::value)
                        .toList());
        toMerge.forEach((write, owner) -> {
            var userId = write.work().friend().value();
            var contact = own.found().get(userId);
            if (contact == null) {
                if (own.absent().contains(userId)) {
                    next.readAgain(write);
                } else {
                    outcomes.retry(write.work(), RetryCause.LEFT_OUT);
                }
            } else if (contact.id().equals(owner.id())) {
                // this contact has the address already, as a secondary one
                next.write(write.withoutRealEmail(Optional.empty()));
            } else if (otherUserIds.stream().anyMatch(property -> differ(property, owner, contact))) {
                ofAnotherFriend(write, owner);
            } else if (!otherUserIds.stream()
                    .allMatch(property -> owner.covers(property) && contact.covers(property))) {
                // a merge cannot be undone: whether either is another friend of another account has to be known
                outcomes.retry(write.work(), RetryCause.LEFT_OUT);
            } else {
                mergeInto(owner, contact, write, onto);
            }
        });
        return onto;
    }

    private void mergeInto(
            ContactRecord owner, ContactRecord contact, ContactWrite write, Map<ContactWrite, ContactRow> onto) {
        if (!(write.content() instanceof Write.Update update)) {
            throw new IllegalStateException("only an existing contact can be merged");
        }
        try {
            var survivor = hubspot.merge(reads.writing(readAt), owner.id(), contact.id());
            if (survivor.isEmpty()) {
                // merged, but HubSpot did not say under which id
                next.readAgain(write);
                return;
            }
            var onContact = ContactRules.survivor(reads.contact(contact), update);
            onto.put(write, new ContactRow(survivor, write.named(names, onContact.values())));
        } catch (StaleReadException ignored) {
            next.readAgain(write);
        } catch (HubSpotException e) {
            if (e.kind() != HubSpotException.Kind.REJECTED) {
                throw e;
            }
            next.write(write.withoutRealEmail(Optional.of(
                    new ContactWrite.Finding(Reason.MERGE_REFUSED, e.error().message(), owner.id()))));
        }
    }

    private void ofAnotherFriend(ContactWrite write, ContactRecord owner) {
        if (write.hasRealEmail()) {
            next.write(write.withoutRealEmail(
                    Optional.of(new ContactWrite.Finding(Reason.EMAIL_OF_ANOTHER_FRIEND, "", owner.id()))));
        } else {
            outcomes.fail(write.work(), Reason.PLACEHOLDER_OF_ANOTHER_FRIEND, "", owner.id());
        }
    }

    /** Whether the two are different friends of another account of the portal. */
    private static boolean differ(String property, ContactRecord one, ContactRecord other) {
        var left = one.properties().getOrDefault(property, "");
        var right = other.properties().getOrDefault(property, "");
        return !left.isEmpty() && !right.isEmpty() && !left.equals(right);
    }

    private ContactsRead read(String idProperty, List<String> ids) {
        var properties = new ArrayList<>(reads.properties());
        properties.addAll(otherUserIds);
        var contacts = reads.by(idProperty, ids, properties, false);
        readAt = contacts.at().isBefore(readAt) ? contacts.at() : readAt;
        return contacts.read();
    }
}
