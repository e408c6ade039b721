package musubi.inbox;

import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Work in the inbox that is not a webhook: an import brings friends in by the thousand, rests, goes on, is counted. Each
 * friend counts once per origin. All methods take part in the caller's transaction.
 */
@Component
public class Origins {

    private final JdbcClient jdbc;

    Origins(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * How far it is.
     *
     * @param found friends brought in
     * @param pending of them, those not yet done
     */
    public record Progress(long found, long pending, long created, long updated, long unchanged, long failed) {}

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
                            select * from unnest(?::text[], ?::uuid[]) as arrived (friend, friend_hash)
                        ), fresh as (
                            insert into origin_friend (origin, friend_hash) select ?, friend_hash from arrived
                            on conflict do nothing
                            returning friend_hash
                        )
                        insert into inbox (connection_id, friend, payload, origin)
                        select ?, friend, ?, ? from arrived join fresh using (friend_hash)
                        """)
                .params(
                        distinct.toArray(String[]::new),
                        distinct.stream().map(Fingerprint::of).toArray(UUID[]::new),
                        origin,
                        connectionId,
                        payload,
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
        jdbc.sql("delete from inbox where origin = ?").param(origin).update();
        end(origin);
    }

    /** Nothing more is brought in: who was is forgotten, the counts stay. */
    public void end(UUID origin) {
        jdbc.sql("delete from origin_friend where origin = ?").param(origin).update();
    }

    /** The counts; all zero when there is no such origin. */
    public Progress progress(UUID origin) {
        return jdbc.sql("""
                        select created, updated, unchanged, failed,
                            (select count(*) from inbox where origin = work_origin.id) as pending
                        from work_origin where id = ?
                        """)
                .param(origin)
                .query((row, ignored) -> new Progress(
                        row.getLong("created")
                                + row.getLong("updated")
                                + row.getLong("unchanged")
                                + row.getLong("failed")
                                + row.getLong("pending"),
                        row.getLong("pending"),
                        row.getLong("created"),
                        row.getLong("updated"),
                        row.getLong("unchanged"),
                        row.getLong("failed")))
                .optional()
                .orElse(new Progress(0, 0, 0, 0, 0, 0));
    }
}
