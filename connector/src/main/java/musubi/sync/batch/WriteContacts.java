package musubi.sync.batch;

import musubi.sync.Decisions;
import musubi.sync.Reason;
import musubi.sync.SyncParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import musubi.connection.Connection;
import musubi.contact.Defaults;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.RowOutcome;
import musubi.sync.SyncParts.Outcome;

/**
 * Writes the rows of a batch and follows each refusal to its end. New contacts are made by a call that changes no contact
 * that exists, and contacts that exist are changed by a call that makes none (docs/adr/0019).
 */
final class WriteContacts {

    /** A row may lose an address, a source, a value, and be read again; more is no progress. */
    private static final int ROUNDS = 6;

    private final SyncParts parts;
    private final Connection connection;
    private final PropertyNames names;
    private final ReadContacts reads;
    private final Decisions decisions;
    private final BatchOutcomes ledger;
    private final Defaults defaults;
    private final List<ContactWrite> again = new ArrayList<>();
    private final Map<ContactWrite, Optional<String>> toRead = new LinkedHashMap<>();
    private final Map<String, ContactWrite> byOwner = new LinkedHashMap<>();
    private boolean propertyMissing;

    WriteContacts(
            SyncParts parts,
            Connection connection,
            ReadContacts reads,
            Decisions decisions,
            BatchOutcomes ledger,
            Defaults defaults) {
        this.parts = parts;
        this.connection = connection;
        this.names = connection.propertyNames();
        this.reads = reads;
        this.decisions = decisions;
        this.ledger = ledger;
        this.defaults = defaults;
    }

    void write(List<ContactWrite> rows) {
        var creates = isolation(this::create);
        var updates = isolation(this::update);
        var open = rows;
        for (var round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            creates.write(open.stream().filter(ContactWrite::creates).toList());
            updates.write(open.stream().filter(row -> !row.creates()).toList());
            settleOwned();
            open = next();
        }
        open.forEach(row -> ledger.retry(row.work(), RetryCause.NO_PROGRESS));
    }

    private BatchBisection isolation(Function<List<ContactWrite>, List<RowOutcome>> send) {
        return new BatchBisection(send, this::sent, this::readAgain, ledger);
    }

    private List<RowOutcome> create(List<ContactWrite> rows) {
        return parts.hubspot()
                .create(
                        reads.writing(oldest(rows)),
                        names.of(LineProperty.USER_ID),
                        rows.stream().map(row -> row.toWrite(names)).toList());
    }

    private List<RowOutcome> update(List<ContactWrite> rows) {
        return parts.hubspot()
                .update(
                        reads.writing(oldest(rows)),
                        rows.stream().map(row -> row.toWrite(names)).toList());
    }

    private static Instant oldest(List<ContactWrite> rows) {
        return rows.stream().map(row -> row.seen().at()).min(Instant::compareTo).orElse(Instant.MAX);
    }

    private List<ContactWrite> next() {
        var next = new ArrayList<>(again);
        again.clear();
        var conflicts = Map.copyOf(toRead);
        toRead.clear();
        next.addAll(decisions.again(conflicts));
        return next;
    }

    /** Whether a property was found to be gone. */
    boolean propertyMissing() {
        return propertyMissing;
    }

    private void sent(ContactWrite row, RowOutcome outcome) {
        switch (outcome) {
            case RowOutcome.Written ignored -> {
                ledger.wrote();
                ledger.done(row, row.creates() ? Outcome.CREATED : Outcome.UPDATED);
            }
            case RowOutcome.Refused refused -> refused(row, refused.error());
            case RowOutcome.Unknown ignored -> ledger.retry(row.work(), RetryCause.LEFT_OUT);
        }
    }

    private void readAgain(ContactWrite row) {
        toRead.put(row, Optional.empty());
    }

    private void refused(ContactWrite row, HubSpotError error) {
        var owner = error.ownerOfValue();
        if (row.originalSource().isPresent() && error.properties().contains(ContactWrite.ORIGINAL_SOURCE)) {
            again(row.withoutOriginalSource());
        } else if (row.creates() && isTaken(error, owner)) {
            // the friend's contact is there: it was left out of an answer, or made a moment ago
            toRead.put(row, Optional.of(owner.orElse("")));
        } else if (!row.creates() && error.isNotFound()) {
            // deleted between our reading and our writing
            readAgain(row);
        } else if (row.hasRealEmail() && owner.isPresent()) {
            owned(owner.get(), row);
        } else if (row.hasRealEmail()
                && (error.isInvalidEmail()
                        || (error.properties().contains(ContactWrite.EMAIL) && !error.isPrivacyDeleted()))) {
            again(row.withoutRealEmail(
                    Optional.of(new ContactWrite.Finding(Reason.EMAIL_REFUSED, error.message(), ""))));
        } else if ((owner.isPresent()
                        || error.isPrivacyDeleted()
                        || error.properties().contains(ContactWrite.EMAIL))
                && row.write() instanceof Write.Update
                && row.email().isPresent()) {
            // the contact is there; only this cannot be its address
            again(row.withoutEmail(Optional.empty()));
        } else if (owner.isPresent() && row.creates()) {
            owned(owner.get(), row);
        } else if (error.isPrivacyDeleted()) {
            ledger.skip(row.work());
        } else {
            refusedForItself(row, error);
        }
    }

    /** Whether a contact has the user id already; one that has only the address is another matter. */
    private boolean isTaken(HubSpotError error, Optional<String> owner) {
        return error.conflictsOn(names.of(LineProperty.USER_ID)) || (owner.isEmpty() && error.alreadyExists());
    }

    private void owned(String ownerId, ContactWrite row) {
        if (byOwner.putIfAbsent(ownerId, row) != null) {
            // two friends with one address: the other first
            again(row);
        }
    }

    private void refusedForItself(ContactWrite row, HubSpotError error) {
        if (error.isUnknownProperty()) {
            propertyMissing = true;
            ledger.retry(row.work(), RetryCause.of(Reason.PROPERTY_MISSING, error));
        } else if (BatchBisection.isForNow(error)) {
            ledger.retry(row.work(), RetryCause.of(Reason.ALWAYS_FAILS, error));
        } else {
            var named = row.namedBy(error.properties(), names);
            var finding = new ContactWrite.Finding(
                    Reason.PROPERTY_REFUSED,
                    error.message(),
                    row.seen().recordId().orElse(""));
            if (!named.isEmpty()) {
                again(row.without(named, defaults, finding));
            } else if (row.email().isPresent() && error.properties().contains(ContactWrite.EMAIL)) {
                again(row.withoutEmail(Optional.of(finding)));
            } else {
                ledger.fail(row.work(), Reason.VALUE_REFUSED, error.message());
            }
        }
    }

    /** Once more, as far as there still is something to write. */
    private void again(ContactWrite row) {
        if (row.isEmpty(names)) {
            ledger.done(row, Outcome.UNCHANGED);
        } else {
            again.add(row);
        }
    }

    /** The rows whose address stands on another contact. */
    private void settleOwned() {
        if (byOwner.isEmpty()) {
            return;
        }
        var owned = Map.copyOf(byOwner);
        byOwner.clear();
        var owners = new AddressOwners(parts, connection, reads, ledger, defaults, this::again, this::readAgain);
        var onto = owners.decide(owned);
        new BatchBisection(
                        some -> parts.hubspot()
                                .update(
                                        reads.writing(owners.readAt()),
                                        some.stream()
                                                .map(onto::get)
                                                .map(Objects::requireNonNull)
                                                .toList()),
                        this::adopted,
                        this::readAgain,
                        ledger)
                .write(List.copyOf(onto.keySet()));
    }

    private void adopted(ContactWrite row, RowOutcome outcome) {
        switch (outcome) {
            case RowOutcome.Written ignored -> {
                ledger.wrote();
                ledger.done(row, Outcome.UPDATED);
            }
            case RowOutcome.Unknown ignored -> ledger.retry(row.work(), RetryCause.LEFT_OUT);
            case RowOutcome.Refused refused when refused.error().isNotFound() -> readAgain(row);
            case RowOutcome.Refused refused -> refusedForItself(row, refused.error());
        }
    }
}
