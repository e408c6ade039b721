package musubi.inbox.postgres;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import musubi.inbox.EventPayload;
import musubi.inbox.FriendHash;
import musubi.inbox.ImportJobs;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Import jobs as the table {@code work_origin}. Their events are rows of {@code inbox} with the job's id as {@code origin};
 * {@code origin_friend} holds hashes of the friends that a job has appended. {@link SettleEvents} counts the outcomes.
 */
@Component
final class PostgresImportJobs implements ImportJobs {

    static final String PROGRESS = """
            select id, created, updated, unchanged, failed,
                (select coalesce(sum(inbox_count.pending), 0) from inbox_count where origin = work_origin.id) as pending
            from work_origin where id = any (?)
            """;

    private final JdbcClient jdbc;
    private final EventCipher cipher;
    private final FriendHash hash;

    PostgresImportJobs(DataSource dataSource, EventCipher cipher, FriendHash hash) {
        this.jdbc = JdbcClient.create(dataSource);
        this.cipher = cipher;
        this.hash = hash;
    }

    @Override
    public void open(UUID job, UUID connectionId) {
        jdbc.sql("insert into work_origin (id, connection_id) values (?, ?)")
                .params(job, connectionId)
                .update();
    }

    @Override
    public void append(UUID job, UUID connectionId, Collection<String> friends, EventPayload payload) {
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
                        insert into inbox (connection_id, friend_hash, friend, kind, payload, origin)
                        select ?, friend_hash, friend, ?, ?, ? from arrived join fresh using (friend_hash) order by place
                        """)
                .params(
                        distinct.stream()
                                .map(friend -> hash.of(connectionId, friend))
                                .toArray(UUID[]::new),
                        distinct.stream()
                                .map(friend -> cipher.encrypt(connectionId, Column.FRIEND, friend))
                                .toArray(byte[][]::new),
                        job,
                        connectionId,
                        payload.kind().name(),
                        cipher.encrypt(connectionId, Column.PAYLOAD, payload.json()),
                        job)
                .update();
    }

    @Override
    public void pause(UUID job) {
        pause(job, true);
    }

    @Override
    public void resume(UUID job) {
        pause(job, false);
    }

    private void pause(UUID job, boolean paused) {
        jdbc.sql("update work_origin set paused = ? where id = ?")
                .params(paused, job)
                .update();
    }

    @Override
    public void cancel(UUID job) {
        jdbc.sql("""
                        delete from inbox where id in (
                            select id from inbox where origin = ? order by id for update
                        )
                        """).param(job).update();
        end(job);
    }

    @Override
    public void end(UUID job) {
        jdbc.sql("delete from origin_friend where origin = ?").param(job).update();
        jdbc.sql("update work_origin set ended = true where id = ?").param(job).update();
    }

    @Override
    public Map<UUID, Progress> progress(Collection<UUID> jobs) {
        return jdbc
                .sql(PROGRESS)
                .param(jobs.toArray(UUID[]::new))
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
