package musubi.sync.batch;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import musubi.contact.Defaults;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.contact.Write;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.RowOutcome;
import musubi.sync.Reason;

/**
 * Writes the contacts of a batch and follows each refusal to its end. New contacts are created by a call that changes no
 * existing contact, and existing contacts are changed by a call that creates none (docs/adr/0019). A contact that was to be created without having been read
 * (docs/adr/0060) and is refused is read first, and then written like all others.
 */
public final class WriteContacts {

    /** A write may be read after all, lose an address, a source, a value, and be read again; more rounds are no progress. */
    private static final int MAX_ROUNDS = 7;

    private final HubSpotClient hubspot;
    private final PropertyNames names;
    private final ReadContacts reads;
    private final BatchOutcomes outcomes;
    private final Defaults defaults;
    private final List<String> otherUserIds;
    private final NextRound next;
    private final Map<String, ContactWrite> byOwner = new LinkedHashMap<>();
    private boolean propertyMissing;

    /** @param otherUserIds the internal names of the portal's other user id properties */
    public WriteContacts(
            HubSpotClient hubspot,
            ReadContacts reads,
            BatchOutcomes outcomes,
            Defaults defaults,
            List<String> otherUserIds) {
        this.hubspot = hubspot;
        this.names = reads.names();
        this.reads = reads;
        this.outcomes = outcomes;
        this.defaults = defaults;
        this.otherUserIds = List.copyOf(otherUserIds);
        this.next = new NextRound(names, outcomes);
    }

    /**
     * Writes them, and records what became of each.
     *
     * @param decideAgain reads the contacts of these writes again and decides what to write then; the value is the record id
     *     that HubSpot names as the holder of the user id, or an empty text where it names none
     */
    public void writeAll(
            List<ContactWrite> writes, Function<Map<ContactWrite, Optional<String>>, List<ContactWrite>> decideAgain) {
        var creates = bisection(this::create);
        var updates = bisection(this::update);
        var open = writes;
        for (var round = 0; round < MAX_ROUNDS && !open.isEmpty(); round++) {
            creates.sendAll(open.stream().filter(ContactWrite::creates).toList());
            updates.sendAll(open.stream().filter(write -> !write.creates()).toList());
            settleOwned();
            open = next.take(decideAgain);
        }
        open.forEach(write -> outcomes.retry(write.work(), RetryCause.NO_PROGRESS));
    }

    private BatchBisection bisection(Function<List<ContactWrite>, List<RowOutcome>> send) {
        return new BatchBisection(send, this::sent, next::readAgain, outcomes);
    }

    private List<RowOutcome> create(List<ContactWrite> writes) {
        return writes.stream().allMatch(write -> write.seen().asked())
                ? create(reads.writing(oldest(writes)), writes)
                : createUnread(writes);
    }

    /** A call that is refused as a whole says no more of contacts that were not read than that they have to be. */
    private List<RowOutcome> createUnread(List<ContactWrite> writes) {
        try {
            return create(reads.access(), writes);
        } catch (HubSpotException e) {
            if (e.kind() != HubSpotException.Kind.REJECTED) {
                throw e;
            }
            return Collections.nCopies(writes.size(), new RowOutcome.Refused(e.error()));
        }
    }

    private List<RowOutcome> create(PortalAccess access, List<ContactWrite> writes) {
        return hubspot.create(
                access,
                names.of(LineProperty.USER_ID),
                writes.stream().map(write -> write.toWrite(names)).toList());
    }

    private List<RowOutcome> update(List<ContactWrite> writes) {
        return hubspot.update(
                reads.writing(oldest(writes)),
                writes.stream().map(write -> write.toWrite(names)).toList());
    }

    private static Instant oldest(List<ContactWrite> writes) {
        return writes.stream()
                .map(write -> write.seen().at())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Whether HubSpot refused a property because it does not exist. */
    public boolean propertyMissing() {
        return propertyMissing;
    }

    private void sent(ContactWrite write, RowOutcome outcome) {
        switch (outcome) {
            case RowOutcome.Written written ->
                outcomes.written(write, written.recordId(), write.creates() ? Outcome.CREATED : Outcome.UPDATED);
            case RowOutcome.Refused refused -> refused(write, refused.error());
            case RowOutcome.Unknown ignored -> outcomes.retry(write.work(), RetryCause.LEFT_OUT);
        }
    }

    private void refused(ContactWrite write, HubSpotError error) {
        if (!write.seen().asked()) {
            // whatever HubSpot refuses: what is to be done about it is decided from the contact, or that there is none
            next.readAgain(write);
            return;
        }
        var owner = error.ownerOfValue();
        if (write.originalSource().isPresent() && error.properties().contains(ContactWrite.ORIGINAL_SOURCE)) {
            next.write(write.withoutOriginalSource());
        } else if (write.creates() && isTaken(error, owner)) {
            // the friend's contact exists: it was left out of an answer, or created a moment ago
            next.readAgain(write, owner.orElse(""));
        } else if (!write.creates() && error.isNotFound()) {
            // deleted between our reading and our writing
            next.readAgain(write);
        } else if (write.hasRealEmail() && owner.isPresent()) {
            owned(owner.get(), write);
        } else if (write.hasRealEmail()
                && (error.isInvalidEmail()
                        || (error.properties().contains(ContactWrite.EMAIL) && !error.isPrivacyDeleted()))) {
            next.write(write.withoutRealEmail(
                    Optional.of(new ContactWrite.Finding(Reason.EMAIL_REFUSED, error.message(), ""))));
        } else if ((owner.isPresent()
                        || error.isPrivacyDeleted()
                        || error.properties().contains(ContactWrite.EMAIL))
                && write.content() instanceof Write.Update
                && write.email().isPresent()) {
            // the contact exists; only this cannot be its address
            next.write(write.withoutEmail(Optional.empty()));
        } else if (owner.isPresent() && write.creates()) {
            owned(owner.get(), write);
        } else if (error.isPrivacyDeleted()) {
            outcomes.skip(write.work());
        } else {
            refusedForGood(write, error);
        }
    }

    /** Whether a contact has the user id already, not only the address. */
    private boolean isTaken(HubSpotError error, Optional<String> owner) {
        return error.conflictsOn(names.of(LineProperty.USER_ID)) || (owner.isEmpty() && error.alreadyExists());
    }

    private void owned(String ownerId, ContactWrite write) {
        if (byOwner.putIfAbsent(ownerId, write) != null) {
            // two friends with one address: this one in the next round
            next.write(write);
        }
    }

    private void refusedForGood(ContactWrite write, HubSpotError error) {
        if (error.isUnknownProperty()) {
            propertyMissing = true;
            outcomes.retry(write.work(), RetryCause.of(Reason.PROPERTY_MISSING, error));
        } else if (error.isTemporary()) {
            outcomes.retry(write.work(), RetryCause.of(Reason.ALWAYS_FAILS, error));
        } else {
            var named = write.among(error.properties(), names);
            var finding = new ContactWrite.Finding(
                    Reason.PROPERTY_REFUSED,
                    error.message(),
                    write.seen().recordId().orElse(""));
            if (!named.isEmpty()) {
                next.write(write.without(named, defaults, finding));
            } else if (write.email().isPresent() && error.properties().contains(ContactWrite.EMAIL)) {
                next.write(write.withoutEmail(Optional.of(finding)));
            } else {
                outcomes.fail(write.work(), Reason.VALUE_REFUSED, error.message());
            }
        }
    }

    /** The writes whose address another contact has. */
    private void settleOwned() {
        if (byOwner.isEmpty()) {
            return;
        }
        var owned = Map.copyOf(byOwner);
        byOwner.clear();
        var owners = new AddressOwners(hubspot, reads, outcomes, next, defaults, otherUserIds);
        var onto = owners.decide(owned);
        new BatchBisection(
                        some -> hubspot.update(
                                reads.writing(owners.readAt()),
                                some.stream()
                                        .map(onto::get)
                                        .map(Objects::requireNonNull)
                                        .toList()),
                        this::adopted,
                        next::readAgain,
                        outcomes)
                .sendAll(List.copyOf(onto.keySet()));
    }

    private void adopted(ContactWrite write, RowOutcome outcome) {
        switch (outcome) {
            case RowOutcome.Written written -> outcomes.written(write, written.recordId(), Outcome.UPDATED);
            case RowOutcome.Unknown ignored -> outcomes.retry(write.work(), RetryCause.LEFT_OUT);
            case RowOutcome.Refused refused when refused.error().isNotFound() -> next.readAgain(write);
            case RowOutcome.Refused refused -> refusedForGood(write, refused.error());
        }
    }
}
