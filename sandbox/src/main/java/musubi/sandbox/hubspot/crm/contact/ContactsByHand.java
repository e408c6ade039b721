package musubi.sandbox.hubspot.crm.contact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import musubi.sandbox.hubspot.Contact;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.store.ContactChanges;
import musubi.sandbox.hubspot.crm.store.ContactStore;
import musubi.sandbox.hubspot.crm.store.ContactWrites;
import musubi.sandbox.hubspot.crm.store.Merge;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** The contacts of a portal as a person sees and changes them in HubSpot. Changes follow the same rules as the API's. */
public final class ContactsByHand {

    private final PortalState portal;
    private final ContactWriter writer;

    public ContactsByHand(PortalState portal) {
        this.portal = portal;
        this.writer = new ContactWriter(portal, "by hand");
    }

    /** All contacts, archived ones too, oldest first. */
    public List<Contact> all() {
        return portal.locked(() ->
                portal.store().records().values().stream().map(this::contact).toList());
    }

    /** The contact with that record id, or the one that a contact with that id was merged into. */
    public Optional<Contact> find(long id) {
        return portal.locked(() -> portal.store().byId(id).map(this::contact));
    }

    /** The first contact, archived or not, that has that value; e-mail addresses are compared in lower case. */
    public Optional<Contact> findBy(String property, String value) {
        return portal.locked(() -> {
            var wanted = portal.schema().get(property);
            var stored = portal.rules().lookup(wanted, value);
            var owner = ContactStore.owner(wanted, stored);
            if (owner != null && !owner.current().archived()) {
                return Optional.of(contact(owner));
            }
            return portal.store().records().values().stream()
                    .filter(record -> stored.equals(wanted.of(record.current())))
                    .findFirst()
                    .map(this::contact);
        });
    }

    public Contact create(Map<String, String> values) {
        return write(writes -> contact(writer.create(writes, values)));
    }

    public void update(long id, Map<String, String> values) {
        write(writes -> writer.update(writes, active(id), values));
    }

    public void archive(long id) {
        write(writes -> {
            writes.archive(active(id));
            return true;
        });
    }

    public void restore(long id) {
        write(writes -> {
            var record = record(id);
            if (!record.current().archived()) {
                throw new IllegalArgumentException("contact %d is not in the recycle bin".formatted(id));
            }
            writes.restore(record);
            return true;
        });
    }

    public void gdprDelete(long id) {
        write(writes -> {
            portal.gdprDelete(writes, record(id));
            return true;
        });
    }

    public Contact merge(long primary, long other) {
        return write(writes -> contact(new Merge(portal).of(Long.toString(primary), Long.toString(other))));
    }

    private <T> T write(Function<ContactWrites, T> work) {
        try {
            return ScopedValue.where(ContactChanges.BY_HAND, true).call(() -> portal.write(work));
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private Contact contact(StoredRecord record) {
        return portal.json().contact(record.current());
    }

    private StoredRecord active(long id) {
        var record = record(id);
        if (record.current().archived()) {
            throw new IllegalArgumentException("contact %d is in the recycle bin".formatted(id));
        }
        return record;
    }

    private StoredRecord record(long id) {
        return portal.store()
                .byId(id)
                .orElseThrow(
                        () -> new IllegalArgumentException("no contact %d in portal %d".formatted(id, portal.id())));
    }
}
