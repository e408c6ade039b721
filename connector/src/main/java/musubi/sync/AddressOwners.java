package musubi.sync;

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
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;

/**
 * The friend's address stands on another contact. One that is no LINE friend is this friend: the properties go onto it,
 * and a contact that the friend already has is merged into it. One that is another friend stays as it is, and a person
 * is told (product rule 4).
 */
final class AddressOwners {

    private final SyncParts parts;
    private final PropertyNames names;
    private final PortalAccess access;
    private final Ledger ledger;
    private final Defaults defaults;
    private final Consumer<Row> again;
    private final List<String> otherUserIds;

    /** @param again takes rows to be written once more without that address */
    AddressOwners(
            SyncParts parts,
            Connection connection,
            PortalAccess access,
            Ledger ledger,
            Defaults defaults,
            Consumer<Row> again) {
        this.parts = parts;
        this.names = connection.propertyNames();
        this.access = access;
        this.ledger = ledger;
        this.defaults = defaults;
        this.again = again;
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
    Map<Row, ContactRow> decide(Map<String, Row> owned) {
        var owners = read("hs_object_id", List.copyOf(owned.keySet()));
        var onto = new LinkedHashMap<Row, ContactRow>();
        var toMerge = new LinkedHashMap<Row, ContactRecord>();
        owned.forEach((ownerId, row) -> {
            var owner = owners.get(ownerId);
            if (owner == null) {
                ledger.later(row.work());
                return;
            }
            var contact = WriteContacts.contact(names, owner);
            var userId = contact.value(LineProperty.USER_ID);
            if (userId.isPresent() && !userId.get().equals(row.work().friend().value())) {
                ofAnotherFriend(row, owner);
            } else if (row.write() instanceof Write.Update) {
                toMerge.put(row, owner);
            } else if (userId.isPresent()) {
                // made a moment ago: the next attempt finds it
                ledger.later(row.work());
            } else {
                var write = ContactRules.adopt(
                        row.work().friend(), contact, row.work().change(), row.profile(), defaults);
                onto.put(row, new ContactRow(owner.id(), Row.named(names, write.values())));
            }
        });
        onto.putAll(merged(toMerge));
        return onto;
    }

    private Map<Row, ContactRow> merged(Map<Row, ContactRecord> toMerge) {
        var onto = new LinkedHashMap<Row, ContactRow>();
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
            var contact = own.get(row.work().friend().value());
            if (contact == null) {
                ledger.later(row.work());
            } else if (contact.id().equals(owner.id())) {
                // it is one of the addresses this very contact has already
                again.accept(row.withoutRealEmail(Optional.empty()));
            } else if (otherUserIds.stream().anyMatch(property -> differ(property, owner, contact))) {
                ofAnotherFriend(row, owner);
            } else {
                mergeInto(owner, contact, row, onto);
            }
        });
        return onto;
    }

    private void mergeInto(ContactRecord owner, ContactRecord contact, Row row, Map<Row, ContactRow> onto) {
        if (!(row.write() instanceof Write.Update update)) {
            throw new IllegalStateException("only what exists can be merged");
        }
        try {
            var survivor = parts.hubspot().merge(access, owner.id(), contact.id());
            var write = ContactRules.survivor(WriteContacts.contact(names, contact), update);
            onto.put(row, new ContactRow(survivor, Row.named(names, write.values())));
        } catch (HubSpotException e) {
            if (e.kind() != HubSpotException.Kind.REJECTED) {
                throw e;
            }
            again.accept(row.withoutRealEmail(
                    Optional.of(new Row.Finding(Reason.MERGE_REFUSED, e.error().message(), owner.id()))));
        }
    }

    private void ofAnotherFriend(Row row, ContactRecord owner) {
        if (row.hasRealEmail()) {
            again.accept(
                    row.withoutRealEmail(Optional.of(new Row.Finding(Reason.EMAIL_OF_ANOTHER_FRIEND, "", owner.id()))));
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

    private Map<String, ContactRecord> read(String idProperty, List<String> ids) {
        var properties = new ArrayList<>(WriteContacts.properties(names));
        properties.addAll(otherUserIds);
        return parts.hubspot().read(access, idProperty, ids, properties);
    }
}
