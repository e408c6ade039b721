package musubi.sync;

import java.util.List;
import musubi.sync.batch.ContactWrite;
import musubi.sync.batch.ReadContacts;
import musubi.sync.batch.WriteContacts;

/** The three steps of one batch at HubSpot: read the contacts, decide, write. */
record ContactBatch(ReadContacts reads, Decisions decisions, WriteContacts writes) {

    void write(List<ContactWrite> decided) {
        writes.writeAll(decided, decisions::again);
    }

    /** Whether a property was found not to exist (any more). */
    boolean propertyMissing() {
        return writes.propertyMissing() || decisions.propertyMissing();
    }
}
