package musubi.sandbox.hubspot.crm.membership;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.record.Version;
import org.jspecify.annotations.Nullable;

/** The lists of a portal. Under the portal's lock. */
public final class ContactLists {

    /** The object type of contacts. */
    public static final String CONTACTS = "0-1";

    /** How long a deleted list can be restored, ms. */
    private static final long RESTORABLE = 90L * 24 * 3_600_000;

    private final NavigableMap<Long, StoredList> lists = new TreeMap<>();
    private final PageFlaws flaws = new PageFlaws();
    private long lastId;

    /** What goes wrong with the next pages of members. */
    public PageFlaws flaws() {
        return flaws;
    }

    /**
     * Adds a list.
     *
     * @param filter of a dynamic one, and of the first members of a snapshot
     * @param everybody all contacts, for the filter
     * @param delay until all of its members are there, ms; for half of it no call finds the list
     * @throws Refusal when there is a list of that name
     */
    public StoredList add(
            String name,
            ListKind kind,
            String objectTypeId,
            @Nullable Predicate<Version> filter,
            Collection<StoredRecord> everybody,
            long now,
            long delay) {
        requireFree(name);
        lastId++;
        var list =
                new StoredList(lastId, name, kind, objectTypeId, kind == ListKind.DYNAMIC ? filter : null, now, delay);
        if (filter != null) {
            fill(list, filter, everybody, now);
        }
        lists.put(list.id(), list);
        return list;
    }

    private static void fill(StoredList list, Predicate<Version> filter, Collection<StoredRecord> everybody, long now) {
        for (var record : everybody) {
            if (!record.current().archived() && filter.test(record.current())) {
                list.join(record.id(), now);
            }
        }
    }

    private void requireFree(String name) {
        if (lists.values().stream()
                .anyMatch(list -> !list.isDeleted() && list.name().equalsIgnoreCase(name))) {
            throw Refusal.invalid("The provided list name '%s' has already been used by another list.".formatted(name))
                    .subCategory("ILS.DUPLICATE_LIST_NAMES");
        }
    }

    /** All of them, deleted ones too, oldest first. */
    public List<StoredList> all() {
        return List.copyOf(lists.values());
    }

    /** Those that calls find, oldest first. */
    public List<StoredList> found(long now) {
        return lists.values().stream().filter(list -> list.isFoundAt(now)).toList();
    }

    /** One that calls find. */
    public Optional<StoredList> found(String id, long now) {
        return any(id).filter(list -> list.isFoundAt(now));
    }

    /** Also a deleted one. */
    public Optional<StoredList> any(String id) {
        return id.matches("\\d{1,18}") ? Optional.ofNullable(lists.get(Long.parseLong(id))) : Optional.empty();
    }

    public void delete(StoredList list, long now) {
        list.delete(now);
    }

    /**
     * Restores a deleted list; a dynamic one as it would be now.
     *
     * @throws Refusal when it was deleted too long ago, or its name is taken
     */
    public void restore(StoredList list, Collection<StoredRecord> everybody, long now) {
        if (!list.isDeleted()) {
            return;
        }
        if (now - list.deletedAt() > RESTORABLE) {
            throw Refusal.of(404, "List does not exist with ID %d".formatted(list.id()), Refusal.OBJECT_NOT_FOUND);
        }
        requireFree(list.name());
        list.restore(now);
        var filter = list.filter();
        if (filter != null) {
            list.from(Long.MIN_VALUE, Integer.MAX_VALUE).forEach(member -> list.leave(member.recordId(), now));
            fill(list, filter, everybody, now);
        }
    }

    /** Forgets all lists. */
    public void clear() {
        lists.clear();
    }

    /**
     * A contact was written. It joins and leaves dynamic lists; in the recycle bin it is in no list. One that was merged into
     * another stays a member by its former id.
     *
     * @param gone whether there is no such record any more
     */
    public void written(StoredRecord record, boolean gone, long now) {
        for (var list : lists.values()) {
            if (list.isDeleted() || !list.objectTypeId().equals(CONTACTS)) {
                continue;
            }
            var filter = list.filter();
            if (filter == null) {
                if (gone && record.current().archived()) {
                    list.leave(record.id(), now);
                }
            } else if (!gone && filter.test(record.current())) {
                list.join(record.id(), now);
            } else {
                list.leave(record.id(), now);
            }
        }
    }

    /** A contact was deleted permanently. */
    public void forget(long recordId, long now) {
        lists.values().forEach(list -> list.leave(recordId, now));
    }
}
