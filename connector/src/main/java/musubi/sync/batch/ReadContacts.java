package musubi.sync.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import musubi.contact.Contact;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.hubspot.CallPriority;
import musubi.hubspot.ContactRecord;
import musubi.hubspot.ContactsRead;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.PortalAccess;

/** Reads the contacts of one batch and remembers when: nothing is written that was decided from a read too long ago. */
public final class ReadContacts {

    /** Changes whenever anything about the contact changes. */
    public static final String MODIFIED = "lastmodifieddate";

    /** The time between reading and writing in which a change by somebody else may be overwritten. */
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private static final int PARTS = 10;

    /**
     * What was read.
     *
     * @param at when the last of the calls was sent
     * @param asked whether HubSpot was asked; otherwise that there are no contacts is only expected
     */
    public record Contacts(ContactsRead read, Instant at, boolean asked) {}

    private final HubSpotClient hubspot;
    private final Clock clock;
    private final PropertyNames names;
    private PortalAccess access;

    public ReadContacts(HubSpotClient hubspot, Clock clock, PropertyNames names, PortalAccess access) {
        this.hubspot = hubspot;
        this.clock = clock;
        this.names = names;
        this.access = access;
    }

    PropertyNames names() {
        return names;
    }

    /** For calls that write nothing. */
    public PortalAccess access() {
        return access;
    }

    /** What has to be read of a contact to decide on it: internal names. */
    public List<String> properties() {
        var properties = new ArrayList<>(names.all());
        properties.add(ContactWrite.EMAIL);
        properties.add(MODIFIED);
        return properties;
    }

    /** A record as the rules know it. */
    public Contact contact(ContactRecord record) {
        return new Contact(
                names.read(record.properties()),
                record.properties().getOrDefault(ContactWrite.EMAIL, ""),
                record.createdAt());
    }

    /**
     * Reads the contacts of these friends in one call.
     *
     * @param suspicious whether a failure may be caused by a few: they are then searched for, and left out of the result
     */
    public Contacts byUserId(List<String> friends, List<String> properties, boolean suspicious) {
        return by(names.of(LineProperty.USER_ID), friends, properties, suspicious);
    }

    /** The same by another unique property, or by record id. */
    Contacts by(String idProperty, List<String> ids, List<String> properties, boolean suspicious) {
        if (ids.isEmpty()) {
            return new Contacts(new ContactsRead(Map.of(), Set.of()), clock.instant(), true);
        }
        var sent = new AtomicReference<>(clock.instant());
        var noted = access.beforeSending(() -> sent.set(clock.instant()));
        try {
            return new Contacts(hubspot.read(noted, idProperty, ids, properties), sent.get(), true);
        } catch (HubSpotException e) {
            if (!suspicious || ids.size() == 1 || (e.kind() != Kind.RETRY && e.kind() != Kind.REJECTED)) {
                throw e;
            }
            return divided(idProperty, ids, properties, e);
        }
    }

    /**
     * Expects that none of these friends has a contact, without asking HubSpot. Contacts may only be created on that: HubSpot refuses it where there is one.
     */
    public Contacts expectNew(List<String> friends) {
        return new Contacts(new ContactsRead(Map.of(), Set.copyOf(friends)), clock.instant(), false);
    }

    private Contacts divided(String idProperty, List<String> ids, List<String> properties, HubSpotException cause) {
        var at = clock.instant();
        var found = new HashMap<String, ContactRecord>();
        var absent = new HashSet<String>();
        if (!divide(idProperty, ids, properties, found, absent)) {
            throw cause;
        }
        return new Contacts(new ContactsRead(found, absent), at, true);
    }

    /** Reads ever smaller parts until each bad id is alone; false when no part could be read. */
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
                var read = hubspot.read(access, idProperty, part, properties);
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

    /**
     * For calls that write what was decided from a read of that moment.
     *
     * @return throws {@link StaleReadException} before sending when that is too long ago
     */
    public PortalAccess writing(Instant readAt) {
        return access.beforeSending(() -> refuseOlder(readAt));
    }

    private void refuseOlder(Instant readAt) {
        if (clock.instant().isAfter(readAt.plus(MAX_AGE))) {
            // an import that waited so long would wait as long again, and never end: from now on it waits as live calls
            // do
            access = access.with(CallPriority.LIVE);
            throw new StaleReadException();
        }
    }
}
