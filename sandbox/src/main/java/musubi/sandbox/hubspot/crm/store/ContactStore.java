package musubi.sandbox.hubspot.crm.store;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import org.jspecify.annotations.Nullable;

/** The contacts of a portal. One lock guards them all, so that two writers can never both get a unique value. */
public final class ContactStore {

    private final NavigableMap<Long, StoredRecord> records = new TreeMap<>();
    private final Map<Long, Long> mergedInto = new HashMap<>();
    private final Random random;
    // beyond an int, as HubSpot's are
    private long lastId = 150_000_000_000L;

    ContactStore(Random random) {
        this.random = random;
    }

    /** A new record id. */
    long newId() {
        lastId += 1 + random.nextInt(40);
        return lastId;
    }

    public NavigableMap<Long, StoredRecord> records() {
        return records;
    }

    /** Also by the id of a record that was merged into it; also an archived one. */
    public Optional<StoredRecord> byId(long id) {
        var survivor = id;
        for (var next = mergedInto.get(id); next != null; next = mergedInto.get(next)) {
            survivor = next;
        }
        return Optional.ofNullable(records.get(survivor));
    }

    /** Also by the id of a record that was merged into it; also an archived one. */
    public Optional<StoredRecord> byId(String id) {
        return id.length() <= 18 && id.chars().allMatch(c -> c >= '0' && c <= '9') && !id.isEmpty()
                ? byId(Long.parseLong(id))
                : Optional.empty();
    }

    /** The record that has that value of a unique property; an archived one only where the recycle bin keeps values. */
    public static @Nullable StoredRecord owner(StoredProperty property, String value) {
        var owners = property.owners();
        return owners == null ? null : owners.get(value);
    }

    void merged(long from, long into) {
        mergedInto.put(from, into);
    }
}
