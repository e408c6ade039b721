package musubi.sandbox.hubspot.crm.list;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import musubi.sandbox.hubspot.ContactList;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.membership.ContactLists;
import musubi.sandbox.hubspot.crm.membership.Member;
import musubi.sandbox.hubspot.crm.membership.PageFlaws;
import musubi.sandbox.hubspot.crm.membership.StoredList;
import musubi.sandbox.hubspot.crm.record.Version;
import musubi.sandbox.hubspot.crm.store.PortalState;
import org.jspecify.annotations.Nullable;

/** The lists of a portal as a person sees and changes them in HubSpot. A list made by hand is there at once. */
public final class ListsByHand {

    private final PortalState portal;
    private final ContactLists lists;

    public ListsByHand(PortalState portal) {
        this.portal = portal;
        this.lists = portal.lists();
    }

    /** All lists, deleted ones too, oldest first. */
    public List<ContactList> all() {
        return portal.locked(
                () -> lists.all().stream().map(StoredList::snapshot).toList());
    }

    /** One of them, also a deleted one. */
    public Optional<ContactList> find(long id) {
        return portal.locked(() -> lists.any("" + id).map(StoredList::snapshot));
    }

    /**
     * Makes a list with these members; whether there are such contacts is not checked, so that a list can have members that
     * are gone. An {@code IllegalArgumentException} when there is one of that name, or for a dynamic one.
     */
    public ContactList add(String name, ListKind kind, Collection<Long> recordIds) {
        if (kind == ListKind.DYNAMIC) {
            throw new IllegalArgumentException("kind: DYNAMIC (expected: MANUAL, SNAPSHOT; use addDynamic)");
        }
        return changed(() -> {
            var list = add(name, kind, ContactLists.CONTACTS, null);
            var now = portal.clock().millis();
            recordIds.forEach(id -> list.join(id, now));
            return list;
        });
    }

    /** Makes a list of whoever has one of these values of a property; without values, of whoever has any value. */
    public ContactList addDynamic(String name, String property, String... values) {
        var filter = ListFilters.having(portal.schema(), property, Set.of(values));
        return changed(() -> add(name, ListKind.DYNAMIC, ContactLists.CONTACTS, filter));
    }

    /** Makes an empty list of another object type, such as {@code 0-2} for companies. */
    public ContactList addOfOtherType(String name, String objectTypeId) {
        return changed(() -> add(name, ListKind.MANUAL, objectTypeId, null));
    }

    private StoredList add(String name, ListKind kind, String type, @Nullable Predicate<Version> filter) {
        return lists.add(
                name,
                kind,
                type,
                filter,
                portal.store().records().values(),
                portal.clock().millis(),
                0);
    }

    /** Adds members, also while the list is read. */
    public void join(long id, Collection<Long> recordIds) {
        changed(() -> {
            var list = list(id);
            recordIds.forEach(record -> list.join(record, portal.clock().millis()));
            return list;
        });
    }

    /** Removes members, also while the list is read. */
    public void leave(long id, Collection<Long> recordIds) {
        changed(() -> {
            var list = list(id);
            recordIds.forEach(record -> list.leave(record, portal.clock().millis()));
            return list;
        });
    }

    /** The record ids of the members, smallest first. */
    public List<Long> members(long id) {
        return portal.locked(() -> list(id).from(Long.MIN_VALUE, Integer.MAX_VALUE).stream()
                .map(Member::recordId)
                .toList());
    }

    /** Deletes a list; it can be restored for 90 days. */
    public void delete(long id) {
        changed(() -> {
            var list = list(id);
            lists.delete(list, portal.clock().millis());
            return list;
        });
    }

    /** Restores a deleted list. */
    public void restore(long id) {
        changed(() -> {
            var list = list(id);
            lists.restore(
                    list, portal.store().records().values(), portal.clock().millis());
            return list;
        });
    }

    /** Forgets all lists. */
    public void clear() {
        portal.locked(lists::clear);
    }

    /** Sets how long a list that a call makes is not found (half of it), then has no members yet; 2 s by default. */
    public void delay(Duration delay) {
        portal.settings().listDelay = delay;
    }

    /** The next pages by record id have this flaw. */
    public void flaw(PageFlaws.Kind kind, int pages) {
        lists.flaws().next(kind, pages);
    }

    /** Something that happens after each page of any list's members, such as a change of that list. */
    public void afterEachPage(Runnable happens) {
        lists.flaws().afterEachPage(happens);
    }

    private ContactList changed(Supplier<StoredList> work) {
        try {
            return portal.locked(() -> work.get().snapshot());
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private StoredList list(long id) {
        return lists.any("" + id)
                .orElseThrow(() -> new IllegalArgumentException("no list %d in portal %d".formatted(id, portal.id())));
    }
}
