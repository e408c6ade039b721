package musubi.sandbox.hubspot.crm.record;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record between two writes; never changes.
 *
 * @param createdAt ms since the epoch
 * @param updatedAt ms since the epoch
 * @param archivedAt ms since the epoch, 0 when it is not in the recycle bin
 * @param writes so far
 * @param merges the records that went into it
 * @param values by slot; may be shorter than there are slots
 */
public record Version(
        StoredRecord record,
        long createdAt,
        long updatedAt,
        long archivedAt,
        int writes,
        List<MergedRecord> merges,
        @Nullable String[] values) {

    public long id() {
        return record.id();
    }

    public boolean archived() {
        return archivedAt != 0;
    }

    @Nullable
    public String at(int slot) {
        return slot < values.length ? values[slot] : null;
    }

    /** The next version with these values changed; an empty one is removed. */
    public Version written(Map<StoredProperty, String> changes, long now) {
        var length = values.length;
        for (var property : changes.keySet()) {
            length = Math.max(length, property.slot() + 1);
        }
        @Nullable String[] next = new @Nullable String[length];
        System.arraycopy(values, 0, next, 0, values.length);
        changes.forEach((property, value) -> next[property.slot()] = value.isEmpty() ? null : value);
        // two writes within a millisecond get different times, so that a poll by lastmodifieddate sees both
        return new Version(record, createdAt, Math.max(now, updatedAt + 1), archivedAt, writes + 1, merges, next);
    }

    public Version archived(long moment, long now) {
        return new Version(record, createdAt, Math.max(now, updatedAt + 1), moment, writes + 1, merges, values);
    }

    /** The result of a merge, with these values and merges. */
    public Version merged(
            StoredRecord survivor, long created, List<MergedRecord> all, @Nullable String[] union, long now) {
        return new Version(survivor, created, Math.max(now, updatedAt + 1), 0, writes + 1, all, union);
    }
}
