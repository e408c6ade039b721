package musubi.delivery.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.PersonOutcome;
import musubi.delivery.PreparedCall;
import musubi.delivery.Recipient;
import musubi.delivery.crypto.DataKey;
import musubi.delivery.crypto.RetryKeys;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The calls of deliveries, and who is in them already. */
@Component
public final class CallRepository {

    /** As whose messages those of steps are counted by the day: nothing of their deliveries stays. */
    public static final UUID STEPS = new UUID(0, 1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RetryKeys keys;
    private final Listeners listeners;

    CallRepository(DataSource dataSource, TransactionTemplate transaction, RetryKeys keys, Listeners listeners) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = transaction;
        this.keys = keys;
        this.listeners = listeners;
    }

    /**
     * Takes people into a delivery.
     *
     * @return those who were not in it
     */
    public List<Recipient> take(UUID delivery, DataKey key, List<Recipient> people) {
        var hashes = people.stream()
                .mapToLong(person -> key.personHash(person.userId()))
                .toArray();
        Set<Long> fresh = new HashSet<>(
                jdbc.sql("""
                        insert into delivery_person (delivery_id, person_hash)
                        select ?, hash from unnest(?::bigint[]) as hash
                        on conflict do nothing returning person_hash
                        """).params(delivery, hashes).query(Long.class).list());
        return IntStream.range(0, hashes.length)
                .filter(i -> fresh.remove(hashes[i]))
                .mapToObj(people::get)
                .toList();
    }

    /**
     * Adds calls behind those that are there. Counts their recipients.
     *
     * @param wave of {@link StoredCall#wave}
     */
    public void add(UUID delivery, DataKey key, List<PreparedCall> calls, int wave, Instant now) {
        if (calls.isEmpty()) {
            return;
        }
        var added = insert(delivery, key, 0, calls, wave);
        jdbc.sql("update delivery set recipients = recipients + ?, progress_at = ? where id = ?")
                .params(added, SqlTime.of(now), delivery)
                .update();
    }

    /** Without counting recipients. @return how many there are of the calls that were not there yet */
    long insert(UUID delivery, DataKey key, int generation, List<PreparedCall> calls, int wave) {
        var retryKeys =
                calls.stream().map(call -> keys.of(delivery, generation, call)).toArray(UUID[]::new);
        var sealed = new byte[calls.size()][];
        for (var i = 0; i < sealed.length; i++) {
            sealed[i] = CallContent.seal(key, retryKeys[i], calls.get(i));
        }
        return jdbc.sql("""
                with added as (
                    insert into delivery_call (delivery_id, wave, retry_key, recipients, sealed)
                    select ?, ?, retry_key, recipients, sealed
                    from unnest(?::uuid[], ?::int[], ?::bytea[]) with ordinality as call (retry_key, recipients, sealed, place)
                    order by place
                    on conflict do nothing
                    returning recipients
                )
                select coalesce(sum(recipients), 0) from added
                """)
                .params(
                        delivery,
                        wave,
                        retryKeys,
                        calls.stream()
                                .mapToInt(call -> call.recipients().size())
                                .toArray(),
                        sealed)
                .query(Long.class)
                .single();
    }

    /** Calls that are to be made, in their order. */
    public List<StoredCall> next(UUID delivery, long afterPosition, int limit) {
        return jdbc.sql("""
                select retry_key, position, recipients, sealed, first_attempt, wave from delivery_call
                where delivery_id = ? and position > ? and not uncertain order by position limit ?
                """)
                .params(delivery, afterPosition, limit)
                .query(CallRepository::call)
                .list();
    }

    /**
     * Notes that LINE may get calls from now on. Has to be on disk before they are made.
     *
     * @return those of which nobody has noted it before
     */
    public Set<UUID> attempt(UUID delivery, Collection<UUID> retryKeys, UUID run, Instant now) {
        return Set.copyOf(jdbc.sql("""
                        update delivery_call set first_attempt = ?, run = ?
                        where delivery_id = ? and retry_key = any (?) and first_attempt is null returning retry_key
                        """)
                .params(SqlTime.of(now), run, delivery, retryKeys.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    /**
     * Counts what became of calls, and deletes those that have an outcome, in one transaction. What was counted before is not again; what
     * was uncertain until now is no longer. What was accepted is counted for its day too: that of its first attempt, for sure only where LINE
     * cannot have delivered it after midnight.
     */
    public void settle(UUID delivery, DataKey key, int generation, CallOutcomes outcomes, Instant now) {
        transaction.executeWithoutResult(_ -> {
            var purpose = lock(delivery);
            var counted = jdbc.sql("""
                    with accepted as (
                        delete from delivery_call where delivery_id = :id and retry_key = any (:accepted)
                        returning retry_key, recipients, uncertain, first_attempt
                    ), refused as (
                        delete from delivery_call where delivery_id = :id and retry_key = any (:refused)
                        returning retry_key, recipients, uncertain
                    ), doubted as (
                        update delivery_call set uncertain = true
                        where delivery_id = :id and retry_key = any (:uncertain) and not uncertain returning retry_key, recipients
                    ), untouched as (
                        update delivery_call set first_attempt = null
                        where delivery_id = :id and retry_key = any (:untouched) and not uncertain
                    ), days as (
                        select (coalesce(first_attempt, :now::timestamptz) at time zone 'Asia/Tokyo')::date as day,
                            ((:now::timestamptz + interval '5 minutes') at time zone 'Asia/Tokyo')::date as latest, recipients
                        from accepted
                    ), counted as (
                        insert into sent_day (connection_id, day, method, source, sent, doubtful)
                        select d.connection_id, days.day, d.method, case d.purpose when 'BROADCAST' then d.id else :steps end,
                            coalesce(sum(days.recipients) filter (where days.day = days.latest), 0),
                            coalesce(sum(days.recipients) filter (where days.day <> days.latest), 0)
                        from days, delivery d where d.id = :id group by d.id, days.day
                        on conflict (connection_id, day, method, source) do update
                            set sent = sent_day.sent + excluded.sent, doubtful = sent_day.doubtful + excluded.doubtful
                    ), known as (
                        select recipients from accepted where uncertain union all select recipients from refused where uncertain
                    )
                    update delivery set progress_at = :now,
                        sent = sent + (select coalesce(sum(recipients), 0) from accepted),
                        refused = refused + (select coalesce(sum(recipients), 0) from refused),
                        uncertain = uncertain + (select coalesce(sum(recipients), 0) from doubted)
                            - (select coalesce(sum(recipients), 0) from known)
                    where id = :id
                    returning array(select retry_key from accepted where not uncertain) as accepted,
                        array(select retry_key from refused where not uncertain) as refused,
                        array(select retry_key from doubted) as doubted,
                        array(select retry_key from accepted where uncertain) as accepted_known,
                        array(select retry_key from refused where uncertain) as refused_known
                    """)
                    .param("steps", STEPS)
                    .param("id", delivery)
                    .param("accepted", outcomes.acceptedKeys())
                    .param("refused", outcomes.refusedKeys())
                    .param("uncertain", outcomes.uncertainKeys())
                    .param("untouched", outcomes.untouchedKeys())
                    .param("now", SqlTime.of(now))
                    .query((row, _) -> CallOutcomes.counted(row))
                    .optional()
                    .orElse(Map.of());
            purpose.ifPresent(is -> {
                counted.forEach((outcome, calls) -> listeners.settled(is, delivery, outcome, outcomes.people(calls)));
                outcomes.replacedCalls().forEach(replaced -> replace(is, delivery, key, generation, replaced));
            });
        });
    }

    /**
     * One after the other: calls that take the place of others must not appear behind the back of who ends the delivery. A node that is
     * frozen in the middle must not keep its successor from it: its transaction ends by itself when nothing comes for five seconds.
     */
    private Optional<DeliveryPurpose> lock(UUID delivery) {
        return jdbc.sql("""
                        select purpose, set_config('idle_in_transaction_session_timeout', '5s', true) from delivery
                        where id = ? for update
                        """)
                .param(delivery)
                .query((row, _) -> DeliveryPurpose.valueOf(row.getString("purpose")))
                .optional();
    }

    private void replace(
            DeliveryPurpose purpose, UUID delivery, DataKey key, int generation, CallOutcomes.Replaced replaced) {
        var doubted = jdbc.sql("""
                        delete from delivery_call where delivery_id = ? and retry_key = ?
                        returning case when uncertain then recipients else 0 end
                        """)
                .params(delivery, replaced.retryKey())
                .query(Integer.class)
                .optional();
        if (doubted.isEmpty()) {
            return;
        }
        jdbc.sql("update delivery set refused = refused + ?, uncertain = uncertain - ? where id = ?")
                .params(replaced.refused().size(), doubted.get(), delivery)
                .update();
        listeners.settled(
                purpose,
                delivery,
                doubted.get() > 0 ? PersonOutcome.REFUSED_AFTER_DOUBT : PersonOutcome.REFUSED,
                CallOutcomes.ids(replaced.refused().stream()));
        if (!replaced.calls().isEmpty()) {
            insert(delivery, key, generation, replaced.calls(), StoredCall.AT_ONCE);
        }
    }

    /**
     * Deletes what a cancelled delivery did not send. Calls that LINE may have got become uncertain. Takes all at once: a multicast has few
     * rows, and a row of a push is small.
     */
    public void cancel(UUID delivery) {
        transaction.executeWithoutResult(_ -> {
            var ignored = lock(delivery);
            jdbc.sql("""
                    with rest as (
                        delete from delivery_call where delivery_id = :id returning recipients, first_attempt, uncertain
                    )
                    update delivery set data_key = null, messages = null, held = 0,
                        people_key = null, blocked_24h = null, blocked_72h = null,
                        uncertain = uncertain + (
                            select coalesce(sum(recipients), 0) from rest where first_attempt is not null and not uncertain)
                    where id = :id
                    """).param("id", delivery).update();
            forgetHeld(delivery);
            forgetPeople(delivery);
        });
    }

    /** Deletes all calls of a delivery of which none was made. In the caller's transaction. */
    public void clear(UUID delivery) {
        jdbc.sql("delete from delivery_call where delivery_id = ?")
                .param(delivery)
                .update();
        jdbc.sql("update delivery set recipients = 0, held = 0 where id = ?")
                .param(delivery)
                .update();
        forgetHeld(delivery);
        forgetPeople(delivery);
    }

    private void forgetHeld(UUID delivery) {
        jdbc.sql("delete from delivery_held where delivery_id = ?")
                .param(delivery)
                .update();
    }

    /** Deletes who was taken into a delivery. */
    public void forgetPeople(UUID delivery) {
        jdbc.sql("delete from delivery_person where delivery_id = ?")
                .param(delivery)
                .update();
    }

    static StoredCall call(ResultSet row, int number) throws SQLException {
        return new StoredCall(
                row.getObject("retry_key", UUID.class),
                row.getLong("position"),
                row.getInt("recipients"),
                row.getBytes("sealed"),
                SqlTime.optionalInstant(row, "first_attempt"),
                row.getInt("wave"));
    }
}
