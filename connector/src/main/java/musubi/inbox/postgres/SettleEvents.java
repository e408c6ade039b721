package musubi.inbox.postgres;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.inbox.EventQueue;
import musubi.inbox.FriendHash;
import musubi.inbox.OwnershipLostException;
import musubi.inbox.PendingEvent;
import musubi.inbox.Settlement;
import musubi.inbox.Tenure;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records what became of events, in the caller's transaction. It locks all rows that it changes first, in the order of their ids, so that
 * it never deadlocks with those who cancel an import or delete a connection at the same time.
 */
final class SettleEvents {

    private final JdbcClient jdbc;
    private final EventCipher cipher;
    private final FriendHash hash;

    SettleEvents(JdbcClient jdbc, EventCipher cipher, FriendHash hash) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.hash = hash;
    }

    void settle(Settlement settlement) {
        settlement.tenure().ifPresent(this::keepOwner);
        lock(settlement);
        settlement.follows().forEach(this::follow);
        settlement.failed().forEach(this::fail);
        postpone(settlement.later());
        postponeOthers(settlement.later());
        finish(settlement);
        settlement.counted().entrySet().stream()
                .sorted(Comparator.comparing(counted -> counted.getKey().importJob()))
                .forEach(counted -> count(counted.getKey(), counted.getValue()));
    }

    /**
     * Until the transaction ends no other node becomes the owner; renewing the lease does not wait for it. So that a node that is frozen in
     * the middle of it keeps no row from its successor, the transaction ends by itself when nothing comes for five seconds.
     */
    private void keepOwner(Tenure tenure) {
        var kept = jdbc.sql("""
                        select set_config('idle_in_transaction_session_timeout', '5s', true) from portal_lease
                        where portal_id = ? and node_id = ? and fence = ? for key share
                        """)
                .params(tenure.portalId(), tenure.node(), tenure.fence())
                .query(String.class)
                .list();
        if (kept.isEmpty()) {
            throw new OwnershipLostException(tenure.portalId());
        }
    }

    /** One statement counts and deletes: what is gone already does not count again, and the count costs no round trip. */
    private void finish(Settlement settlement) {
        var finished = settlement.finished();
        if (finished.stream().noneMatch(SettleEvents::countsByDay)) {
            if (!finished.isEmpty()) {
                jdbc.sql("delete from inbox where id = any (?)")
                        .param(ids(finished.stream()))
                        .update();
            }
            return;
        }
        jdbc.sql("""
                        with gone as (
                            delete from inbox using unnest(?::bigint[], ?::date[]) as finished (id, day)
                            where inbox.id = finished.id
                            returning connection_id, kind, day
                        )
                        insert into friend_day as old (connection_id, day, added, blocked)
                        select connection_id, day, count(*) filter (where kind = 'FOLLOW'),
                            count(*) filter (where kind = 'UNFOLLOW')
                        from gone where kind in ('FOLLOW', 'UNFOLLOW')
                        group by connection_id, day order by connection_id, day
                        on conflict (connection_id, day) do update
                            set added = old.added + excluded.added, blocked = old.blocked + excluded.blocked
                        """)
                .params(
                        ids(finished.stream()),
                        finished.stream()
                                .map(event -> settlement.day(event).toString())
                                .toArray(String[]::new))
                .update();
    }

    private static boolean countsByDay(PendingEvent event) {
        return switch (event.payload().kind()) {
            case FOLLOW, UNFOLLOW -> true;
            case MESSAGE,
                    UNSEND,
                    POSTBACK,
                    OPT_OUT,
                    OPT_IN,
                    LOGIN,
                    IMPORT,
                    CONTACT_CHANGED,
                    CONTACT_FOUND,
                    COMPLETE_PROFILE,
                    CLICK,
                    TASK,
                    UNKNOWN -> false;
        };
    }

    private void lock(Settlement settlement) {
        var events = Stream.of(
                        settlement.finished().stream(),
                        settlement.later().stream().map(Settlement.Later::event),
                        settlement.failed().stream().map(Settlement.Failed::event))
                .flatMap(each -> each)
                .toList();
        jdbc.sql("select id from connection where id = any (?) order by id for key share")
                .param(events.stream()
                        .map(PendingEvent::connectionId)
                        .distinct()
                        .toArray(UUID[]::new))
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list();
        jdbc.sql("select id from inbox where id = any (?) order by id for update")
                .param(ids(events.stream()))
                .query((row, ignored) -> row.getLong(1))
                .list();
    }

    private void follow(Settlement.Follow follow) {
        var after = follow.after();
        jdbc.sql("""
                        insert into inbox (connection_id, friend_hash, friend, kind, payload, received_at, due_at, waits_for)
                        select id, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, nullif(?, '') from connection where id = ?
                        """)
                .params(
                        hash.of(after.connectionId(), after.friend()),
                        cipher.encrypt(after.connectionId(), Column.FRIEND, after.friend()),
                        follow.payload().kind().name(),
                        cipher.encrypt(
                                after.connectionId(),
                                Column.PAYLOAD,
                                follow.payload().json()),
                        follow.receivedAt().toString(),
                        follow.dueAt().toString(),
                        follow.waitsFor(),
                        after.connectionId())
                .update();
    }

    private void fail(Settlement.Failed failed) {
        var event = failed.event();
        jdbc.sql("""
                        with gone as (delete from inbox where id = ? returning *)
                        insert into failure
                            (connection_id, friend_hash, friend, kind, payload, received_at, reason, detail, record_id)
                        select connection_id, friend_hash, friend, kind, payload, received_at, ?, ?, nullif(?, '') from gone
                        """)
                .params(
                        event.id(),
                        failed.reason(),
                        cipher.encrypt(event.connectionId(), Column.DETAIL, failed.detail()),
                        failed.recordId())
                .update();
    }

    private void postpone(List<Settlement.Later> later) {
        if (later.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update inbox set due_at = later.due_at, attempts = attempts + later.attempt,
                            waits_for = nullif(later.waits_for, '')
                        from unnest(?::bigint[], ?::timestamptz[], ?::integer[], ?::text[])
                            as later (id, due_at, attempt, waits_for)
                        where inbox.id = later.id
                        """)
                .params(
                        ids(later.stream().map(Settlement.Later::event)),
                        later.stream().map(each -> each.dueAt().toString()).toArray(String[]::new),
                        later.stream().map(each -> each.attempted() ? 1 : 0).toArray(Integer[]::new),
                        later.stream().map(Settlement.Later::waitsFor).toArray(String[]::new))
                .update();
    }

    /** Of a friend with more events than are taken at once the others are postponed as well: else they would be due before the first. */
    private void postponeOthers(List<Settlement.Later> later) {
        later.stream()
                .collect(Collectors.groupingBy(each ->
                        Map.entry(each.event().connectionId(), each.event().friend())))
                .values()
                .stream()
                .filter(ofOne -> ofOne.size() >= EventQueue.MAX_OF_A_FRIEND)
                .forEach(this::postponeOthersOfFriend);
    }

    private void postponeOthersOfFriend(Collection<Settlement.Later> ofOne) {
        var last = ofOne.stream()
                .max(Comparator.comparingLong(each -> each.event().id()))
                .orElseThrow();
        var event = last.event();
        jdbc.sql("""
                        update inbox set due_at = ?::timestamptz
                        where connection_id = ? and friend_hash = ? and id > ? and due_at < ?::timestamptz
                        """)
                .params(
                        last.dueAt().toString(),
                        event.connectionId(),
                        hash.of(event.connectionId(), event.friend()),
                        event.id(),
                        last.dueAt().toString())
                .update();
    }

    private void count(Settlement.Counted counted, int events) {
        jdbc.sql("update work_origin set %1$s = %1$s + ? where id = ?"
                        .formatted(counted.outcome().name().toLowerCase(Locale.ROOT)))
                .params(events, counted.importJob())
                .update();
    }

    private static Long[] ids(Stream<PendingEvent> events) {
        return events.map(PendingEvent::id).toArray(Long[]::new);
    }
}
