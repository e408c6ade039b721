package musubi.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.contact.Contact;
import musubi.contact.ContactRules;
import musubi.contact.Defaults;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactRow;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.sync.SyncParts.Outcome;

/** Writes the rows of a batch and follows each refusal to its end. */
final class WriteContacts {

    private final SyncParts parts;
    private final PropertyNames names;
    private final PortalAccess access;
    private final Ledger ledger;
    private final Defaults defaults;
    private final List<Row> again = new ArrayList<>();
    private final Map<String, Row> byOwner = new LinkedHashMap<>();
    private boolean propertyMissing;
    private boolean wrote;

    WriteContacts(SyncParts parts, Connection connection, PortalAccess access, Ledger ledger, Defaults defaults) {
        this.parts = parts;
        this.names = connection.propertyNames();
        this.access = access;
        this.ledger = ledger;
        this.defaults = defaults;
    }

    /** @param healthy whether HubSpot carried out other writes a short while ago */
    void write(List<Row> rows, boolean healthy) {
        var upserts = new Isolation(
                some -> parts.hubspot()
                        .upsert(
                                access,
                                names.of(LineProperty.USER_ID),
                                some.stream().map(row -> row.toUpsert(names)).toList()),
                this::upserted,
                ledger);
        upserts.write(rows, healthy);
        var secondTime = List.copyOf(again);
        again.clear();
        upserts.write(secondTime, healthy);
        again.forEach(row -> ledger.later(row.work()));
        adopt(healthy);
    }

    /** Whether a property was found to be gone. */
    boolean propertyMissing() {
        return propertyMissing;
    }

    /** Whether HubSpot carried out a write. */
    boolean wrote() {
        return wrote;
    }

    private void upserted(Row row, RowOutcome outcome) {
        switch (outcome) {
            case RowOutcome.Written written -> {
                wrote = true;
                written(row, written.created());
            }
            case RowOutcome.Refused refused -> refused(row, refused.error());
            case RowOutcome.Unknown ignored -> ledger.later(row.work());
        }
    }

    private void written(Row row, boolean created) {
        if (created && row.write() instanceof Write.Update) {
            // deleted between our reading and our writing: what came of it is no full contact yet
            complete(row);
        } else {
            ledger.done(row, created ? Outcome.CREATED : Outcome.UPDATED);
        }
    }

    private void complete(Row row) {
        var write = ContactRules.write(
                row.work().friend(),
                Optional.empty(),
                row.work().change(),
                row.profile(),
                Optional.empty(),
                true,
                defaults);
        if (write instanceof Write.Create) {
            again.add(row.with(write));
        } else {
            ledger.later(row.work());
        }
    }

    private void refused(Row row, HubSpotError error) {
        var owner = error.ownerOfValue();
        var aboutEmail = owner.isPresent() || error.isPrivacyDeleted();
        if (aboutEmail && row.write() instanceof Write.Update(var values, var email) && email.isPresent()) {
            // the contact is there; only the placeholder cannot be its address
            again.add(row.with(new Write.Update(values, Optional.empty())));
        } else if (owner.isPresent() && row.write() instanceof Write.Create) {
            byOwner.put(owner.get(), row);
        } else if (error.isPrivacyDeleted()) {
            ledger.skip(row.work());
        } else if (error.isUnknownProperty()) {
            propertyMissing = true;
            ledger.later(row.work());
        } else if (Isolation.isForNow(error)) {
            ledger.later(row.work());
        } else {
            ledger.fail(row.work(), Reason.VALUE_REFUSED, error.message());
        }
    }

    /** The placeholder belongs to a contact: one without our properties is the friend (product rule 4). */
    private void adopt(boolean healthy) {
        if (byOwner.isEmpty()) {
            return;
        }
        var records = parts.hubspot().read(access, "hs_object_id", List.copyOf(byOwner.keySet()), properties(names));
        var adopted = new LinkedHashMap<Row, ContactRow>();
        byOwner.forEach((ownerId, row) -> {
            var record = records.get(ownerId);
            if (record == null) {
                ledger.later(row.work());
                return;
            }
            var contact = contact(names, record);
            var userId = contact.value(LineProperty.USER_ID);
            if (userId.isEmpty()) {
                var write = ContactRules.adopt(
                        row.work().friend(), contact, row.work().change(), row.profile(), defaults);
                adopted.put(row, new ContactRow(record.id(), Row.named(names, write.values())));
            } else if (userId.get().equals(row.work().friend().value())) {
                ledger.later(row.work());
            } else {
                ledger.fail(row.work(), Reason.PLACEHOLDER_OF_ANOTHER_FRIEND, "HubSpot contact " + record.id());
            }
        });
        new Isolation(
                        some -> parts.hubspot()
                                .update(
                                        access,
                                        some.stream()
                                                .map(adopted::get)
                                                .map(Objects::requireNonNull)
                                                .toList()),
                        this::adopted,
                        ledger)
                .write(List.copyOf(adopted.keySet()), healthy);
    }

    private void adopted(Row row, RowOutcome outcome) {
        switch (outcome) {
            case RowOutcome.Written ignored -> {
                wrote = true;
                ledger.done(row, Outcome.UPDATED);
            }
            case RowOutcome.Unknown ignored -> ledger.later(row.work());
            case RowOutcome.Refused refused -> {
                if (refused.error().isUnknownProperty() || Isolation.isForNow(refused.error())) {
                    propertyMissing |= refused.error().isUnknownProperty();
                    ledger.later(row.work());
                } else {
                    ledger.fail(
                            row.work(), Reason.VALUE_REFUSED, refused.error().message());
                }
            }
        }
    }

    /** What is read of a contact to decide. */
    static List<String> properties(PropertyNames names) {
        var properties = new ArrayList<>(names.all());
        properties.add("email");
        return properties;
    }

    static Contact contact(PropertyNames names, ContactRecord record) {
        return new Contact(names.read(record.properties()), record.properties().getOrDefault("email", ""));
    }
}
