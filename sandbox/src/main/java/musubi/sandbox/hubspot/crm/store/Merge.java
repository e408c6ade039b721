package musubi.sandbox.hubspot.crm.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.HubSpotProperties;
import musubi.sandbox.hubspot.crm.record.MergedRecord;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.record.Version;
import org.jspecify.annotations.Nullable;

/** Merges two contacts. Under the portal's lock. */
public final class Merge {

    /** The maximum of e-mail addresses and record ids on one profile (documented). */
    static final int MAX_IDENTITIES = 250;

    private final PortalState portal;

    public Merge(PortalState portal) {
        this.portal = portal;
    }

    /** The merged contact: with a new id, unless the portal keeps the primary's. */
    public StoredRecord of(String primaryId, String otherId) {
        var primary = active(primaryId);
        var other = active(otherId);
        if (primary == other) {
            throw Refusal.invalid("Cannot merge object %s with itself".formatted(primaryId));
        }
        var winner = primary.current();
        var loser = other.current();
        var merges = merges(winner, loser);
        var values = union(winner, loser);
        if (merges.size() + 1 + addresses(values).size() > MAX_IDENTITIES) {
            throw Refusal.of(414, "Cannot have more than 250 identities on a profile", Refusal.VALIDATION_ERROR);
        }
        var keep = portal.settings().mergeKeepsPrimaryId;
        var created = Math.min(winner.createdAt(), loser.createdAt());
        var survivor = keep ? primary : new StoredRecord(portal.store().newId(), created);
        var writes = new ContactWrites(portal);
        writes.erase(other);
        writes.erase(primary);
        writes.take(
                survivor,
                winner.merged(survivor, created, merges, values, portal.clock().millis()));
        recordChanges(writes, winner, loser, survivor.current());
        writes.commit();
        portal.store().merged(other.id(), survivor.id());
        if (!keep) {
            portal.store().merged(primary.id(), survivor.id());
        }
        portal.tasks().move(Set.of(primary.id(), other.id()), survivor.id());
        portal.notes().move(Set.of(primary.id(), other.id()), survivor.id());
        return survivor;
    }

    private void recordChanges(ContactWrites writes, Version winner, Version loser, Version survivor) {
        var moved = new LinkedHashMap<String, String>();
        for (var property : portal.schema().all()) {
            var value = property.of(survivor);
            if (property.slot() >= 0
                    && value != null
                    && property.of(winner) == null
                    && value.equals(property.of(loser))) {
                moved.put(property.name(), value);
            }
        }
        writes.record(new ContactChange.Merged(winner.id(), loser.id(), survivor.id(), moved.size()));
        moved.forEach((name, value) -> writes.record(new ContactChange.PropertyChanged(survivor.id(), name, value)));
    }

    private StoredRecord active(String id) {
        return portal.store()
                .byId(id)
                .filter(record -> !record.current().archived())
                .orElseThrow(Refusal::noSuchRecord);
    }

    private List<MergedRecord> merges(Version winner, Version loser) {
        var now = portal.clock().millis();
        var all = new ArrayList<>(winner.merges());
        all.addAll(loser.merges());
        if (!portal.settings().mergeKeepsPrimaryId) {
            all.add(new MergedRecord(winner.id(), now));
        }
        all.add(new MergedRecord(loser.id(), now));
        return List.copyOf(all);
    }

    /** The primary's values; where it has none, the other's. Of a unique property that both have, the other's value is lost. */
    private @Nullable String[] union(Version winner, Version loser) {
        var length = Math.max(winner.values().length, loser.values().length);
        @Nullable String[] values = Arrays.copyOf(winner.values(), length);
        for (var slot = 0; slot < length; slot++) {
            if (values[slot] == null) {
                values[slot] = loser.at(slot);
            }
        }
        var stage = portal.schema().get("lifecyclestage");
        values[stage.slot()] = furthest(stage.of(winner), stage.of(loser));
        var additional = portal.schema().get("hs_additional_emails").slot();
        var addresses = new LinkedHashSet<String>();
        addresses.addAll(split(winner.at(additional)));
        addresses.addAll(split(loser.at(Schema.EMAIL_SLOT)));
        addresses.addAll(split(loser.at(additional)));
        addresses.remove(values[Schema.EMAIL_SLOT]);
        if (!addresses.isEmpty()) {
            if (values.length <= additional) {
                values = Arrays.copyOf(values, additional + 1);
            }
            values[additional] = String.join(";", addresses);
        }
        return values;
    }

    private List<String> addresses(@Nullable String[] values) {
        var additional = portal.schema().get("hs_additional_emails").slot();
        var all = new ArrayList<>(split(values[Schema.EMAIL_SLOT]));
        if (additional < values.length) {
            all.addAll(split(values[additional]));
        }
        return all;
    }

    private static List<String> split(@Nullable String addresses) {
        return addresses == null || addresses.isEmpty() ? List.of() : List.of(addresses.split(";", -1));
    }

    private static @Nullable String furthest(@Nullable String one, @Nullable String two) {
        var order = HubSpotProperties.LIFECYCLE_STAGES;
        return order.indexOf(two == null ? "" : two) > order.indexOf(one == null ? "" : one) ? two : one;
    }
}
