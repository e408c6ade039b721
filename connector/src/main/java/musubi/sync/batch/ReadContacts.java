package musubi.sync.batch;

import musubi.sync.SyncParts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.PortalAccess;

/** Reads contacts and remembers when: nothing is written that was decided from what was read too long ago. */
final class ReadContacts {

    /** The time between reading and writing in which a change by somebody else may be overwritten. */
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private static final int PARTS = 10;

    /**
     * What was read.
     *
     * @param at when the last of the calls was sent
     */
    record Contacts(ContactsRead read, Instant at) {}

    private final SyncParts parts;
    private PortalAccess access;

    ReadContacts(SyncParts parts, PortalAccess access) {
        this.parts = parts;
        this.access = access;
    }

    /**
     * Reads them in one call.
     *
     * @param suspicious whether a failure may be the doing of a few: they are then looked for, and left out of the answer
     */
    Contacts by(String idProperty, List<String> ids, List<String> properties, boolean suspicious) {
        if (ids.isEmpty()) {
            return new Contacts(
                    new ContactsRead(Map.of(), Set.of()), parts.clock().instant());
        }
        var sent = new AtomicReference<>(parts.clock().instant());
        var noted = access.beforeSending(() -> sent.set(parts.clock().instant()));
        try {
            return new Contacts(parts.hubspot().read(noted, idProperty, ids, properties), sent.get());
        } catch (HubSpotException e) {
            if (!suspicious || ids.size() == 1 || (e.kind() != Kind.RETRY && e.kind() != Kind.REJECTED)) {
                throw e;
            }
            return divided(idProperty, ids, properties, e);
        }
    }

    private Contacts divided(String idProperty, List<String> ids, List<String> properties, HubSpotException cause) {
        var at = parts.clock().instant();
        var found = new HashMap<String, ContactRecord>();
        var absent = new HashSet<String>();
        if (!divide(idProperty, ids, properties, found, absent)) {
            throw cause;
        }
        return new Contacts(new ContactsRead(found, absent), at);
    }

    /** In ever smaller parts, until the bad ones stand alone; false when none could be read. */
    private boolean divide(
            String idProperty,
            List<String> ids,
            List<String> properties,
            Map<String, ContactRecord> found,
            Set<String> absent) {
        var size = Math.ceilDiv(ids.size(), PARTS);
        var bad = new ArrayList<List<String>>();
        var anyRead = false;
        for (var start = 0; start < ids.size(); start += size) {
            var part = ids.subList(start, Math.min(start + size, ids.size()));
            try {
                var read = parts.hubspot().read(access, idProperty, part, properties);
                found.putAll(read.found());
                absent.addAll(read.absent());
                anyRead = true;
            } catch (HubSpotException e) {
                if (e.kind() != Kind.RETRY && e.kind() != Kind.REJECTED) {
                    throw e;
                }
                bad.add(part);
            }
        }
        if (anyRead) {
            for (var part : bad) {
                if (part.size() > 1) {
                    divide(idProperty, part, properties, found, absent);
                }
            }
        }
        return anyRead;
    }

    /** For calls that write what was decided from a read of that moment. */
    PortalAccess writing(Instant readAt) {
        return access.beforeSending(() -> refuseOlder(readAt));
    }

    private void refuseOlder(Instant readAt) {
        if (parts.clock().instant().isAfter(readAt.plus(MAX_AGE))) {
            // an import that waited so long would wait as long again, and for ever: it goes with the others now
            access = access.with(CallPriority.LIVE);
            throw new StaleReadException();
        }
    }
}
