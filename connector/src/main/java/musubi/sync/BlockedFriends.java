package musubi.sync;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import musubi.contact.LineUserId;
import musubi.inbox.FriendHash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Blocks of friends who have no contact that could record it, remembered for a follow that may arrive late (docs/adr/0006). */
@Component
class BlockedFriends {

    private final JdbcClient jdbc;
    private final FriendHash hash;

    BlockedFriends(DataSource dataSource, FriendHash hash) {
        this.jdbc = JdbcClient.create(dataSource);
        this.hash = hash;
    }

    /** Remembers blocks; of several of a friend the newest. Nothing of a connection that was deleted. */
    void note(UUID connectionId, Map<LineUserId, Instant> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        var friends = List.copyOf(blocks.entrySet());
        jdbc.sql("""
                        with open as (select id from connection where id = ? for key share)
                        insert into blocked (connection_id, friend_hash, blocked_at)
                        select open.id, friend_hash, blocked_at
                        from open cross join unnest(?::uuid[], ?::timestamptz[]) as block (friend_hash, blocked_at)
                        order by friend_hash
                        on conflict (connection_id, friend_hash)
                        do update set blocked_at = greatest(blocked.blocked_at, excluded.blocked_at), noted_at = now()
                        """)
                .params(
                        connectionId,
                        friends.stream()
                                .map(block -> hash(connectionId, block.getKey()))
                                .toArray(UUID[]::new),
                        friends.stream()
                                .map(block -> block.getValue().toString())
                                .toArray(String[]::new))
                .update();
    }

    /** When each of these friends blocked the account, as far as that is remembered. */
    Map<LineUserId, Instant> of(UUID connectionId, Collection<LineUserId> friends) {
        var byHash =
                friends.stream().collect(Collectors.toMap(friend -> hash(connectionId, friend), Function.identity()));
        var noted = new HashMap<LineUserId, Instant>();
        jdbc.sql("select friend_hash, blocked_at from blocked where connection_id = ? and friend_hash = any (?)")
                .params(connectionId, byHash.keySet().toArray(UUID[]::new))
                .query(row -> {
                    var friend = byHash.get(row.getObject(1, UUID.class));
                    if (friend != null) {
                        noted.put(friend, row.getObject(2, OffsetDateTime.class).toInstant());
                    }
                });
        return noted;
    }

    /** Forgets the blocks noted before that moment, except those of some connections. */
    void forgetBefore(Instant moment, Collection<UUID> except) {
        jdbc.sql("delete from blocked where noted_at < ? and connection_id <> all (?)")
                .params(moment.atOffset(ZoneOffset.UTC), except.toArray(UUID[]::new))
                .update();
    }

    /** The connection is part of the value too, as it was before hashes had a key. */
    private UUID hash(UUID connectionId, LineUserId friend) {
        return hash.of(connectionId, connectionId + friend.value());
    }
}
