package musubi.sandbox.hubspot.crm.membership;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import musubi.sandbox.hubspot.ContactList;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.crm.record.Version;
import org.jspecify.annotations.Nullable;

/** A list with its members. Under the portal's lock. */
public final class StoredList {

    private final long id;
    private final String name;
    private final ListKind kind;
    private final String objectTypeId;
    private final @Nullable Predicate<Version> filter;
    private final long createdAt;
    // when calls find it, and when its members are there
    private final long foundFrom;
    private final long completeFrom;
    private final SortedPairs byRecord = new SortedPairs();
    private final SortedPairs byJoin = new SortedPairs();
    private long updatedAt;
    private long deletedAt;
    private long lastJoinAt;
    private long lastLeaveAt;

    /** @param filter of those who belong to it for as long as they fulfil it; null: whoever was added */
    StoredList(
            long id,
            String name,
            ListKind kind,
            String objectTypeId,
            @Nullable Predicate<Version> filter,
            long createdAt,
            long delay) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.objectTypeId = objectTypeId;
        this.filter = filter;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.foundFrom = createdAt + delay / 2;
        this.completeFrom = kind == ListKind.MANUAL ? foundFrom : createdAt + delay;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public ListKind kind() {
        return kind;
    }

    public String objectTypeId() {
        return objectTypeId;
    }

    public long createdAt() {
        return createdAt;
    }

    public long updatedAt() {
        return updatedAt;
    }

    /** ms since the epoch; 0 when nobody ever did. */
    public long lastJoinAt() {
        return lastJoinAt;
    }

    /** ms since the epoch; 0 when nobody ever did. */
    public long lastLeaveAt() {
        return lastLeaveAt;
    }

    /** ms since the epoch; 0 when it is not deleted. */
    public long deletedAt() {
        return deletedAt;
    }

    boolean isDeleted() {
        return deletedAt != 0;
    }

    void delete(long now) {
        deletedAt = now;
    }

    void restore(long now) {
        deletedAt = 0;
        updatedAt = now;
    }

    boolean isFoundAt(long now) {
        return !isDeleted() && now >= foundFrom;
    }

    /** Whether its members are there: before, it seems to have none. */
    public boolean isComplete(long now) {
        return now >= completeFrom;
    }

    @Nullable
    Predicate<Version> filter() {
        return filter;
    }

    public int size() {
        return byRecord.size();
    }

    /** Returns false for who was a member. */
    public boolean join(long recordId, long now) {
        if (joinedAt(recordId).isPresent()) {
            return false;
        }
        lastJoinAt = now;
        byJoin.add(now, recordId);
        return byRecord.add(recordId, now);
    }

    /** Returns false for who was no member. */
    public boolean leave(long recordId, long now) {
        var joined = joinedAt(recordId);
        if (joined.isEmpty()) {
            return false;
        }
        lastLeaveAt = now;
        byJoin.remove(joined.getAsLong(), recordId);
        return byRecord.remove(recordId, joined.getAsLong());
    }

    public OptionalLong joinedAt(long recordId) {
        return byRecord.minorOf(recordId);
    }

    /** The members from that record id on, that one included, smallest first. */
    public List<Member> from(long recordId, int limit) {
        return byRecord.from(recordId, Long.MIN_VALUE, limit).stream()
                .map(pair -> new Member(pair.major(), pair.minor()))
                .toList();
    }

    /** The members below that record id, greatest first. */
    public List<Member> below(long recordId, int limit) {
        return byRecord.below(recordId, Long.MIN_VALUE, limit).stream()
                .map(pair -> new Member(pair.major(), pair.minor()))
                .toList();
    }

    /** The members from that one on in the order of joining, that one included. */
    public List<Member> joinedFrom(Member member, int limit) {
        return byJoin.from(member.joinedAt(), member.recordId(), limit).stream()
                .map(pair -> new Member(pair.minor(), pair.major()))
                .toList();
    }

    /** The members who joined before that one, the newest first. */
    public List<Member> joinedBefore(Member member, int limit) {
        return byJoin.below(member.joinedAt(), member.recordId(), limit).stream()
                .map(pair -> new Member(pair.minor(), pair.major()))
                .toList();
    }

    public ContactList snapshot() {
        return new ContactList(id, name, kind, objectTypeId, size(), Instant.ofEpochMilli(createdAt), isDeleted());
    }
}
