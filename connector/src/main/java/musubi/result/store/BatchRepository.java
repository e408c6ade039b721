package musubi.result.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.result.store.ResultBatch.Kind;
import musubi.result.store.ResultBatch.Outcome;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is still to be written. People wait in the order in which they were reached; they are put together to full batches, which are on disk
 * before HubSpot is called, so that after a crash exactly those are known of whom HubSpot may have got something.
 */
@Component
public final class BatchRepository {

    /** After so many attempts a person is given up: one that HubSpot always fails at must not be tried for ever. */
    static final int MAX_ATTEMPTS = 8;

    /** How long people wait for others to fill the batch. */
    private static final Duration GATHER = Duration.ofSeconds(3);

    /** Before a batch is tried again: what HubSpot still works on is finished then. Twice as long each time, up to 5 min. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final int MAX_DOUBLED = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    BatchRepository(DataSource dataSource, TransactionTemplate transaction) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = transaction;
    }

    /** The connections of which anybody is to be written. */
    public List<UUID> connections() {
        return jdbc.sql("""
                        select connection_id from broadcast_result where contacts_left > 0
                        union select connection_id from broadcast_result where notes_left > 0
                        """)
                .query((row, _) -> row.getObject("connection_id", UUID.class))
                .list();
    }

    /** Those of a connection, the oldest first. */
    public List<WaitingBroadcast> waiting(UUID connectionId, Kind kind) {
        return jdbc.sql("""
                        select r.id, r.sent_at, r.note_on_contact, coalesce(r.sent_at >= c.written_up_to, true) as newest
                        from broadcast_result r join broadcast_clock c using (connection_id)
                        where r.connection_id = ? and %s > 0 order by r.sent_at
                        """.formatted(left(kind)))
                .param(connectionId)
                .query((row, _) -> new WaitingBroadcast(
                        row.getObject("id", UUID.class),
                        connectionId,
                        SqlTime.instant(row, "sent_at"),
                        row.getString("note_on_contact").equals("CLICKS"),
                        row.getBoolean("newest")))
                .list();
    }

    private static String left(Kind kind) {
        return switch (kind) {
            case CONTACT -> "contacts_left";
            case NOTE -> "notes_left";
        };
    }

    /** The greatest id that there is: whoever waits up to it was there before. */
    public long lastId() {
        return jdbc.sql("select coalesce(max(id), 0) from result_batch")
                .query(Long.class)
                .single();
    }

    /** Batches that were tried, and are to be tried again now. */
    public List<ResultBatch> again(UUID broadcastId, Kind kind, int limit, Instant now) {
        return jdbc.sql("""
                        select id, contact_ids, attempts from result_batch
                        where broadcast_id = :id and kind = :kind and attempted_at is not null
                            and (attempted_at > :now
                                or attempted_at + :again * interval '1 s' * power(2, least(attempts, :most)) <= :now)
                        order by id limit :limit
                        """)
                .param("id", broadcastId)
                .param("kind", kind.name())
                .param("again", AGAIN.toSeconds())
                .param("most", MAX_DOUBLED)
                .param("now", SqlTime.of(now))
                .param("limit", limit)
                .query((row, _) ->
                        new ResultBatch(row.getLong("id"), broadcastId, people(row), row.getInt("attempts"), true))
                .list();
    }

    private record Loose(long id, List<Long> people, Instant addedAt) {}

    /**
     * Puts people together to batches, and notes that HubSpot may get them from now on. A batch that is not full waits a moment for others.
     *
     * @param limit of batches
     * @param inherited the greatest id that was there when this process started
     */
    public List<ResultBatch> pack(WaitingBroadcast broadcast, Kind kind, int limit, long inherited, Instant now) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            if (!lock(broadcast.id())) {
                return List.<ResultBatch>of();
            }
            var loose = loose(broadcast.id(), kind, limit * ResultBatch.MAX_PEOPLE);
            var people = loose.stream().flatMap(row -> row.people().stream()).toList();
            var isDue = !loose.isEmpty()
                    && (loose.getFirst().addedAt().isAfter(now)
                            || !loose.getFirst().addedAt().plus(GATHER).isAfter(now));
            var full = people.size() / ResultBatch.MAX_PEOPLE * ResultBatch.MAX_PEOPLE;
            var taken = Math.min(limit * ResultBatch.MAX_PEOPLE, full == 0 && isDue ? people.size() : full);
            if (taken == 0) {
                return List.<ResultBatch>of();
            }
            if (kind == Kind.CONTACT) {
                writtenUpTo(broadcast);
            }
            var old = loose.getFirst().id() <= inherited;
            consume(loose, taken);
            var batches = new ArrayList<ResultBatch>();
            for (var from = 0; from < taken; from += ResultBatch.MAX_PEOPLE) {
                var some = people.subList(from, Math.min(from + ResultBatch.MAX_PEOPLE, taken));
                var id = insert(broadcast.id(), kind, some, now, 0);
                batches.add(new ResultBatch(
                        id, broadcast.id(), some, 0, old || (kind == Kind.CONTACT && !broadcast.isNewest())));
            }
            return batches;
        }));
    }

    /** Every change of its people begins with this, so that two of them never wait for each other. */
    private boolean lock(UUID broadcastId) {
        return jdbc.sql("select true from broadcast_result where id = ? for update")
                .param(broadcastId)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    /** From here on an older broadcast has to look before it writes. */
    private void writtenUpTo(WaitingBroadcast broadcast) {
        jdbc.sql("""
                        update broadcast_clock set written_up_to = :at
                        where connection_id = :connection and (written_up_to is null or written_up_to < :at)
                        """)
                .param("at", SqlTime.of(broadcast.sentAt()))
                .param("connection", broadcast.connectionId())
                .update();
    }

    /** As many rows as have so many people. */
    private List<Loose> loose(UUID broadcastId, Kind kind, int people) {
        return jdbc.sql("""
                        select id, contact_ids, added_at from (
                            select id, contact_ids, added_at,
                                sum(cardinality(contact_ids)) over (order by id) - cardinality(contact_ids) as before
                            from (
                                select id, contact_ids, added_at from result_batch
                                where broadcast_id = :id and kind = :kind and attempted_at is null order by id limit :people
                            ) as first
                        ) as summed where before < :people order by id
                        """)
                .param("id", broadcastId)
                .param("kind", kind.name())
                .param("people", people)
                .query((row, _) -> new Loose(row.getLong("id"), people(row), SqlTime.instant(row, "added_at")))
                .list();
    }

    private static List<Long> people(ResultSet row) throws SQLException {
        return List.of((Long[]) row.getArray("contact_ids").getArray());
    }

    private void consume(List<Loose> loose, int people) {
        var whole = new ArrayList<Long>();
        var left = people;
        for (var row : loose) {
            if (row.people().size() <= left) {
                whole.add(row.id());
                left -= row.people().size();
            } else if (left > 0) {
                jdbc.sql("update result_batch set contact_ids = ? where id = ?")
                        .params(row.people().subList(left, row.people().size()).toArray(Long[]::new), row.id())
                        .update();
                left = 0;
            }
        }
        jdbc.sql("delete from result_batch where id = any (?)")
                .param(whole.toArray(Long[]::new))
                .update();
    }

    private long insert(UUID broadcastId, Kind kind, List<Long> people, Instant now, int attempts) {
        return jdbc.sql("""
                        insert into result_batch (broadcast_id, kind, contact_ids, added_at, attempted_at, attempts)
                        values (:id, :kind, :people, :now, :now, :attempts) returning id
                        """)
                .param("id", broadcastId)
                .param("kind", kind.name())
                .param("people", people.toArray(Long[]::new))
                .param("now", SqlTime.of(now))
                .param("attempts", attempts)
                .query(Long.class)
                .single();
    }

    /** HubSpot may get it once more. */
    public void attempted(ResultBatch batch, Instant now) {
        jdbc.sql("update result_batch set attempted_at = ? where id = ?")
                .params(SqlTime.of(now), batch.id())
                .update();
    }

    /** HubSpot failed at it as a whole. For how long an outage lasts says nothing about its people. */
    public void failed(ResultBatch batch, Instant now) {
        jdbc.sql(
                        "update result_batch set attempts = greatest(attempts, least(attempts + 1, ?)), attempted_at = ? where id = ?")
                .params(ResultBatch.SUSPICIOUS, SqlTime.of(now), batch.id())
                .update();
    }

    /** What became of a batch; once. Those who are to be tried again are a batch of their own, until they were tried often. */
    public void settle(ResultBatch batch, Kind kind, Outcome outcome, Instant now) {
        transaction.executeWithoutResult(_ -> {
            if (!lock(batch.broadcastId())
                    || jdbc.sql("delete from result_batch where id = ?")
                                    .param(batch.id())
                                    .update()
                            == 0) {
                return;
            }
            var giveUp = batch.attempts() + 1 >= MAX_ATTEMPTS;
            var again = giveUp ? List.<Long>of() : outcome.again();
            if (!again.isEmpty()) {
                insert(batch.broadcastId(), kind, again, now, batch.attempts() + 1);
            }
            var refused = outcome.refused().size() + (giveUp ? outcome.again().size() : 0);
            var left = left(kind);
            jdbc.sql(
                            "update broadcast_result set %s = %s - :ended, %s = %s + :refused, written_at = :now where id = :id"
                                    .formatted(left, left, refused(kind), refused(kind)))
                    .param("ended", outcome.done().size() + refused)
                    .param("refused", refused)
                    .param("now", SqlTime.of(now))
                    .param("id", batch.broadcastId())
                    .update();
        });
    }

    private static String refused(Kind kind) {
        return switch (kind) {
            case CONTACT -> "contacts_refused";
            case NOTE -> "notes_refused";
        };
    }

    /** Forgets all people of a broadcast that is no more. */
    public void forget(UUID broadcastId) {
        transaction.executeWithoutResult(_ -> {
            if (lock(broadcastId)) {
                jdbc.sql("delete from result_batch where broadcast_id = ?")
                        .param(broadcastId)
                        .update();
                jdbc.sql("update broadcast_result set contacts_left = 0, notes_left = 0 where id = ?")
                        .param(broadcastId)
                        .update();
            }
        });
    }
}
