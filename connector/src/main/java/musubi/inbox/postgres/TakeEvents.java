package musubi.inbox.postgres;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import musubi.inbox.EventKind;
import musubi.inbox.EventPayload;
import musubi.inbox.EventQueue;
import musubi.inbox.FriendHash;
import musubi.inbox.PendingEvent;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads due events by friend: with a due event, all events of that friend are read, in the order of arrival, also those that wait for
 * their next attempt. So a later event never passes an earlier one. Only events of paused import jobs stay.
 */
final class TakeEvents {

    private static final String OF_FRIENDS = """
            select friend_hash, due_at, id from inbox
            where connection_id = :connection and origin is null and due_at <= now()
                and friend_hash <> all (:busy)
            order by due_at, id limit :limit
            """;

    private static final String OF_IMPORT_JOBS = """
            select next.* from work_origin
            cross join lateral (
                select friend_hash, due_at, id from inbox
                where origin = work_origin.id and due_at <= now() and friend_hash <> all (:busy)
                order by due_at, id limit :limit
            ) as next
            where work_origin.connection_id = :connection and not ended and not paused
            order by due_at, id limit :limit
            """;

    /** A friend whose events exceed the limit is left for the next time, except the first one. */
    private static final String ALL_OF_THESE_FRIENDS = """
            ), friends as (
                select friend_hash, row_number() over (order by min(due_at), min(id)) as place
                from next group by friend_hash
            )
            select id, friend, kind, payload, received_at, attempts, origin from (
                select event.*, place, count(*) over (order by place) as so_far
                from friends cross join lateral (
                    select id, friend, kind, payload, received_at, attempts, origin from inbox
                    where connection_id = :connection and friend_hash = friends.friend_hash
                        and (origin is null
                            or not exists (select from work_origin where work_origin.id = inbox.origin and paused))
                    order by inbox.id limit :most
                ) as event
            ) as taken
            where so_far <= :limit
            order by place, id
            """;

    private final JdbcClient jdbc;
    private final EventCipher cipher;
    private final FriendHash hash;

    TakeEvents(JdbcClient jdbc, EventCipher cipher, FriendHash hash) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.hash = hash;
    }

    List<PendingEvent> take(UUID connectionId, boolean background, Collection<String> busy, int limit) {
        return jdbc.sql(statement(background))
                .param("connection", connectionId)
                .param(
                        "busy",
                        busy.stream()
                                .map(friend -> hash.of(connectionId, friend))
                                .toArray(UUID[]::new))
                .param("limit", limit)
                .param("most", Math.min(limit, EventQueue.MAX_OF_A_FRIEND))
                .query((row, ignored) -> new PendingEvent(
                        row.getLong("id"),
                        connectionId,
                        cipher.text(connectionId, Column.FRIEND, row.getBytes("friend")),
                        new EventPayload(
                                EventKind.of(row.getString("kind")),
                                cipher.decrypt(connectionId, Column.PAYLOAD, row.getBytes("payload"))),
                        SqlTime.instant(row, "received_at"),
                        row.getInt("attempts"),
                        row.getObject("origin", UUID.class)))
                .list();
    }

    static String statement(boolean background) {
        return "with next as (" + (background ? OF_IMPORT_JOBS : OF_FRIENDS) + ALL_OF_THESE_FRIENDS;
    }
}
