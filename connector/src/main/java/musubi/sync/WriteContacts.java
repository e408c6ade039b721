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
import musubi.hubspot.HubSpotError;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.sync.SyncParts.Outcome;

/** Writes the rows of a batch and follows each refusal to its end. */
final class WriteContacts {

    /** A row may lose an address, then a placeholder, then a source; more is no progress. */
    private static final int ROUNDS = 4;

    private final SyncParts parts;
    private final Connection connection;
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
        this.connection = connection;
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
        var open = rows;
        for (var round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            upserts.write(open, healthy);
            settleOwned(healthy);
            open = List.copyOf(again);
            again.clear();
        }
        open.forEach(row -> ledger.later(row.work()));
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
        if (row.originalSource().isPresent() && error.properties().contains(Row.ORIGINAL_SOURCE)) {
            again.add(row.withoutOriginalSource());
        } else if (row.hasRealEmail() && owner.isPresent()) {
            byOwner.put(owner.get(), row);
        } else if (row.hasRealEmail() && error.isInvalidEmail()) {
            again(row.withoutRealEmail(Optional.of(new Row.Finding(Reason.EMAIL_REFUSED, error.message(), ""))));
        } else if ((owner.isPresent() || error.isPrivacyDeleted())
                && row.write() instanceof Write.Update(var values, var email)
                && email.isPresent()) {
            // the contact is there; only this cannot be its address
            again(row.with(values.isEmpty() ? new Write.Nothing() : new Write.Update(values, Optional.empty())));
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

    /** Once more, as far as there still is something to write. */
    private void again(Row row) {
        if (row.write() instanceof Write.Nothing) {
            ledger.done(row, Outcome.UNCHANGED);
        } else {
            again.add(row);
        }
    }

    /** The rows whose address stands on another contact. */
    private void settleOwned(boolean healthy) {
        if (byOwner.isEmpty()) {
            return;
        }
        var owned = Map.copyOf(byOwner);
        byOwner.clear();
        var onto = new AddressOwners(parts, connection, access, ledger, defaults, this::again).decide(owned);
        new Isolation(
                        some -> parts.hubspot()
                                .update(
                                        access,
                                        some.stream()
                                                .map(onto::get)
                                                .map(Objects::requireNonNull)
                                                .toList()),
                        this::adopted,
                        ledger)
                .write(List.copyOf(onto.keySet()), healthy);
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
        return new Contact(
                names.read(record.properties()), record.properties().getOrDefault("email", ""), record.createdAt());
    }
}
