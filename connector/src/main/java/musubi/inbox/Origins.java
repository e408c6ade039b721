package musubi.inbox;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import musubi.inbox.EventCipher.Column;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Work in the inbox that is not a webhook: an import brings friends in by the thousand, rests, goes on, is counted. Each
 * friend counts once per origin. All methods take part in the caller's transaction.
 */
@Component
public class Origins {

    static final String PROGRESS = """
            select id, created, updated, unchanged, failed,
                (select coalesce(sum(inbox_count.pending), 0) from inbox_count where origin = work_origin.id) as pending
            from work_origin where id = any (?)
            """;

    private final JdbcClient jdbc;
    private final EventCipher cipher;
    private final FriendHash hash;

    Origins(DataSource dataSource, EventCipher cipher, FriendHash hash) {
        this.jdbc = JdbcClient.create(dataSource);
        this.cipher = cipher;
        this.hash = hash;
    }

    /**
     * How far it is.
     *
     * @param found friends brought in
     * @param pending of them, those not yet done
     */
    public record Progress(long found, long pending, long created, long updated, long unchanged, long failed) {

        /** Nothing yet. */
        public static final Progress NONE = of(0, 0, 0, 0, 0);

        private static Progress of(long pending, long created, long updated, long unchanged, long failed) {
            var found = pending + created + updated + unchanged + failed;
            return new Progress(found, pending, created, updated, unchanged, failed);
        }
    }

    /** A new origin. */
    public void open(UUID origin, UUID connectionId) {
        jdbc.sql("insert into work_origin (id, connection_id) values (?, ?)")
                .params(origin, connectionId)
                .update();
    }

    /** Brings friends in; those the origin brought in before are left out. */
    public void bring(UUID origin, UUID connectionId, Collection<String> friends, byte[] payload) {
        var distinct = friends.stream().distinct().toList();
        jdbc.sql("""
                        with arrived as (
                            select * from unnest(?::uuid[], ?::bytea[]) with ordinality
                                as arrived (friend_hash, friend, place)
                        ), fresh as (
                            insert into origin_friend (origin, friend_hash)
                            select ?, friend_hash from arrived order by friend_hash
                            on conflict do nothing
                            returning friend_hash
                        )
                        insert into inbox (connection_id, friend_hash, friend, payload, origin)
                        select ?, friend_hash, friend, ?, ? from arrived join fresh using (friend_hash) order by place
                        """)
                .params(
                        distinct.stream()
                                .map(friend -> hash.of(connectionId, friend))
                                .toArray(UUID[]::new),
                        distinct.stream()
                                .map(friend -> cipher.encrypt(connectionId, Column.FRIEND, friend))
                                .toArray(byte[][]::new),
                        origin,
                        connectionId,
                        cipher.encrypt(connectionId, Column.PAYLOAD, payload),
                        origin)
                .update();
    }

    /** Whether its work rests. */
    public void pause(UUID origin, boolean paused) {
        jdbc.sql("update work_origin set paused = ? where id = ?")
                .params(paused, origin)
                .update();
    }

    /** Drops what is not done. What is under way may still be written, and is then counted. */
    public void drop(UUID origin) {
        jdbc.sql("""
                        delete from inbox where id in (
                            select id from inbox where origin = ? order by id for update
                        )
                        """).param(origin).update();
        end(origin);
    }

    /** Nothing more is brought in: who was is forgotten, the counts stay. */
    public void end(UUID origin) {
        jdbc.sql("delete from origin_friend where origin = ?").param(origin).update();
        jdbc.sql("update work_origin set ended = true where id = ?")
                .param(origin)
                .update();
    }

    /** The counts; all zero when there is no such origin. */
    public Progress progress(UUID origin) {
        return progress(List.of(origin)).getOrDefault(origin, Progress.NONE);
    }

    /** The counts of several, in one look; without those that are not there. */
    public Map<UUID, Progress> progress(Collection<UUID> origins) {
        return jdbc
                .sql(PROGRESS)
                .param(origins.toArray(UUID[]::new))
                .query((row, ignored) -> Map.entry(
                        row.getObject("id", UUID.class),
                        Progress.of(
                                row.getLong("pending"),
                                row.getLong("created"),
                                row.getLong("updated"),
                                row.getLong("unchanged"),
                                row.getLong("failed"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
