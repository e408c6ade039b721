package musubi.sync.batch;

import musubi.sync.Decisions;
import musubi.sync.Reason;
import musubi.sync.SyncParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import musubi.connection.Connection;
import musubi.contact.ContactRules;
import musubi.contact.Defaults;
import musubi.contact.LineProperty;
import musubi.contact.LineUserId;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactRow;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotException;

/**
 * The friend's address stands on another contact. One that is no LINE friend is this friend: the properties go onto it,
 * and a contact that the friend already has is merged into it. One that is another friend stays as it is, and a person
 * is told (product rule 4).
 */
final class AddressOwners {

    /** After so many attempts a contact that cannot be read is not one that just goes. */
    private static final int ENOUGH = 3;

    private final SyncParts parts;
    private final PropertyNames names;
    private final ReadContacts reads;
    private final BatchOutcomes ledger;
    private final Defaults defaults;
    private final Consumer<ContactWrite> again;
    private final Consumer<ContactWrite> readAgain;
    private final List<String> otherUserIds;
    private Instant readAt = Instant.MAX;

    /**
     * @param again takes rows to be written once more without that address
     * @param readAgain takes rows of friends whose contact is another than was read
     */
    AddressOwners(
            SyncParts parts,
            Connection connection,
            ReadContacts reads,
            BatchOutcomes ledger,
            Defaults defaults,
            Consumer<ContactWrite> again,
            Consumer<ContactWrite> readAgain) {
        this.parts = parts;
        this.names = connection.propertyNames();
        this.reads = reads;
        this.ledger = ledger;
        this.defaults = defaults;
        this.again = again;
        this.readAgain = readAgain;
        this.otherUserIds = parts.connections().all().stream()
                .filter(other ->
                        other.portalId() == connection.portalId() && !other.id().equals(connection.id()))
                .map(other -> other.propertyNames().of(LineProperty.USER_ID))
                .toList();
    }

    /**
     * What to write onto which contact; all others are on their way when this returns.
     *
     * @param owned by the record id of the contact that has the address
     */
    Map<ContactWrite, ContactRow> decide(Map<String, ContactWrite> owned) {
        var owners = read("hs_object_id", List.copyOf(owned.keySet()));
        var onto = new LinkedHashMap<ContactWrite, ContactRow>();
        var toMerge = new LinkedHashMap<ContactWrite, ContactRecord>();
        owned.forEach((ownerId, row) -> {
            var owner = owners.found().get(ownerId);
            if (owner == null) {
                unreadable(ownerId, owners.absent().contains(ownerId), row);
                return;
            }
            var contact = Decisions.contact(names, owner);
            var userId = contact.value(LineProperty.USER_ID);
            if (userId.isPresent() && !userId.get().equals(row.work().friend().value())) {
                ofAnotherFriend(row, owner);
            } else if (!owner.covers(names.of(LineProperty.USER_ID))) {
                ledger.retry(row.work(), RetryCause.LEFT_OUT);
            } else if (row.write() instanceof Write.Update) {
                toMerge.put(row, owner);
            } else if (userId.isPresent()) {
                // it is the friend's own
                readAgain.accept(row);
            } else {
                var write = ContactRules.adopt(
                        row.work().friend(), contact, row.work().change(), row.profile(), defaults);
                onto.put(row, new ContactRow(owner.id(), row.named(names, write.values())));
            }
        });
        onto.putAll(merged(toMerge));
        return onto;
    }

    /** When the oldest of what was decided upon was read. */
    Instant readAt() {
        return readAt;
    }

    /** HubSpot says that a contact has the address, and does not give it: it is in the recycle bin, or just gone. */
    private void unreadable(String ownerId, boolean absent, ContactWrite row) {
        if (absent && row.hasRealEmail() && row.work().attempts() >= ENOUGH) {
            again.accept(row.withoutRealEmail(
                    Optional.of(new ContactWrite.Finding(Reason.VALUE_HELD_IN_RECYCLE_BIN, "", ownerId))));
        } else {
            ledger.retry(row.work(), absent ? RetryCause.recycleBin(ownerId) : RetryCause.LEFT_OUT);
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
                        .map(row -> row.work().friend())
                        .map(LineUserId::value)
                        .toList());
        toMerge.forEach((row, owner) -> {
            var userId = row.work().friend().value();
            var contact = own.found().get(userId);
            if (contact == null) {
                if (own.absent().contains(userId)) {
                    readAgain.accept(row);
                } else {
                    ledger.retry(row.work(), RetryCause.LEFT_OUT);
                }
            } else if (contact.id().equals(owner.id())) {
                // it is one of the addresses this very contact has already
                again.accept(row.withoutRealEmail(Optional.empty()));
            } else if (otherUserIds.stream().anyMatch(property -> differ(property, owner, contact))) {
                ofAnotherFriend(row, owner);
            } else if (!otherUserIds.stream().allMatch(property -> owner.covers(property) && contact.covers(property))) {
                // a merge is for good: that neither is another friend elsewhere has to be said
                ledger.retry(row.work(), RetryCause.LEFT_OUT);
            } else {
                mergeInto(owner, contact, row, onto);
            }
        });
        return onto;
    }

    private void mergeInto(
            ContactRecord owner, ContactRecord contact, ContactWrite row, Map<ContactWrite, ContactRow> onto) {
        if (!(row.write() instanceof Write.Update update)) {
            throw new IllegalStateException("only what exists can be merged");
        }
        try {
            var survivor = parts.hubspot().merge(reads.writing(readAt), owner.id(), contact.id());
            if (survivor.isEmpty()) {
                // merged, but under which id was not said
                readAgain.accept(row);
                return;
            }
            var write = ContactRules.survivor(Decisions.contact(names, contact), update);
            onto.put(row, new ContactRow(survivor, row.named(names, write.values())));
        } catch (StaleReadException ignored) {
            readAgain.accept(row);
        } catch (HubSpotException e) {
            if (e.kind() != HubSpotException.Kind.REJECTED) {
                throw e;
            }
            again.accept(row.withoutRealEmail(Optional.of(
                    new ContactWrite.Finding(Reason.MERGE_REFUSED, e.error().message(), owner.id()))));
        }
    }

    private void ofAnotherFriend(ContactWrite row, ContactRecord owner) {
        if (row.hasRealEmail()) {
            again.accept(row.withoutRealEmail(
                    Optional.of(new ContactWrite.Finding(Reason.EMAIL_OF_ANOTHER_FRIEND, "", owner.id()))));
        } else {
            ledger.fail(row.work(), Reason.PLACEHOLDER_OF_ANOTHER_FRIEND, "", owner.id());
        }
    }

    /** Whether the two are different friends of another account of the portal. */
    private static boolean differ(String property, ContactRecord one, ContactRecord other) {
        var left = one.properties().getOrDefault(property, "");
        var right = other.properties().getOrDefault(property, "");
        return !left.isEmpty() && !right.isEmpty() && !left.equals(right);
    }

    private ContactsRead read(String idProperty, List<String> ids) {
        var properties = new ArrayList<>(Decisions.properties(names));
        properties.addAll(otherUserIds);
        var contacts = reads.by(idProperty, ids, properties, false);
        readAt = contacts.at().isBefore(readAt) ? contacts.at() : readAt;
        return contacts.read();
    }
}
