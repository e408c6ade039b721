package musubi.sandbox.hubspot.crm.record;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import musubi.sandbox.hubspot.Owner;

/** The owners of a portal. */
public final class Owners {

    private final NavigableMap<Long, Owner> byId = new TreeMap<>();
    private long lastId = 41_629_700L;

    public synchronized Owner add(String email, String firstName, String lastName, Instant now) {
        lastId += 79;
        var owner = new Owner(lastId, lastId - 32_000_000, email, firstName, lastName, false, now, now);
        byId.put(owner.id(), owner);
        return owner;
    }

    public synchronized void archive(long id, Instant now) {
        var owner = find(id).orElseThrow(() ->
                new IllegalArgumentException("owner %d: unknown (expected one of: %s)".formatted(id, byId.keySet())));
        byId.put(id, owner.archived(now));
    }

    synchronized Optional<Owner> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    public synchronized List<Owner> all() {
        return List.copyOf(byId.values());
    }

    /** The valid values of {@code hubspot_owner_id}. */
    synchronized Set<String> activeIds() {
        var ids = new LinkedHashSet<String>();
        byId.values().stream().filter(owner -> !owner.archived()).forEach(owner -> ids.add("" + owner.id()));
        return ids;
    }
}
