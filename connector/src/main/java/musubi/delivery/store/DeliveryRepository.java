package musubi.delivery.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.DeliveryState;
import musubi.delivery.PauseReason;
import musubi.delivery.SendMethod;
import musubi.delivery.Waiting;
import musubi.system.SqlTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code delivery}. A change of state names the states from which it is allowed, so that of two at once only one happens. */
@Component
public final class DeliveryRepository {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DeliveryRepository(DataSource dataSource, TransactionTemplate transaction) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = transaction;
    }

    /** What is needed to send a delivery. */
    public record Material(
            UUID id,
            UUID connectionId,
            DeliveryPurpose purpose,
            SendMethod method,
            byte[] dataKey,
            byte @Nullable [] messages,
            int generation,
            Instant progressAt) {

        @Override
        public String toString() {
            return "Material[" + id + "]";
        }
    }

    /**
     * Adds a delivery that is being prepared.
     *
     * @param peopleKey {@code null}: nobody is known after its end, and who blocks then is not counted
     * @param messages for all, encrypted; {@code null} when each call has its own
     */
    public void insert(
            UUID id,
            UUID connectionId,
            DeliveryPurpose purpose,
            SendMethod method,
            byte[] dataKey,
            byte @Nullable [] peopleKey,
            byte @Nullable [] messages,
            Instant now) {
        jdbc.sql("""
                insert into delivery
                    (id, connection_id, purpose, method, state, data_key, people_key, messages, blocked_24h, blocked_72h, created_at)
                values (:id, :connection, :purpose, :method, 'PREPARING', :dataKey, :peopleKey, :messages,
                    case when :counts then 0 end, case when :counts then 0 end, :now)
                """)
                .param("id", id)
                .param("connection", connectionId)
                .param("purpose", purpose.name())
                .param("method", method.name())
                .param("dataKey", dataKey)
                .param("peopleKey", peopleKey)
                .param("counts", peopleKey != null)
                .param("messages", messages)
                .param("now", SqlTime.of(now))
                .update();
    }

    public Optional<Delivery> find(UUID id) {
        return jdbc.sql("select " + DeliveryRow.COLUMNS + " from delivery where id = ?")
                .param(id)
                .query(DeliveryRow::delivery)
                .optional();
    }

    public List<Delivery> find(Collection<UUID> ids) {
        return jdbc.sql("select " + DeliveryRow.COLUMNS + " from delivery where id = any (?)")
                .param(ids.toArray(UUID[]::new))
                .query(DeliveryRow::delivery)
                .list();
    }

    /** By connection, the people of deliveries under way to whom nothing was sent yet; connections without any are left out. */
    public Map<UUID, Long> left() {
        Map<UUID, Long> left = new HashMap<>();
        jdbc.sql("""
                select connection_id, sum(recipients - sent - uncertain - refused)::bigint as people from delivery
                where state in ('PREPARING', 'READY', 'SENDING', 'PAUSED') group by connection_id
                """).query(row -> {
            left.put(row.getObject("connection_id", UUID.class), row.getLong("people"));
        });
        return left;
    }

    /** By connection, how many deliveries paused by themselves and wait for a person; connections without any are left out. */
    public Map<UUID, Long> waitingForAPerson() {
        Map<UUID, Long> waiting = new HashMap<>();
        jdbc.sql("""
                select connection_id, count(*) as deliveries from delivery
                where state = 'PAUSED' and pause_reason <> 'PERSON' group by connection_id
                """).query(row -> {
            waiting.put(row.getObject("connection_id", UUID.class), row.getLong("deliveries"));
        });
        return waiting;
    }

    /** Those of which something is to be sent, or that are to be cleaned up after a person cancelled them. */
    public List<Delivery> active() {
        return jdbc.sql("select " + DeliveryRow.COLUMNS + """
                 from delivery where (state = 'CANCELLED' and data_key is not null) or (state = 'SENDING' and (held = 0 or released is not null
                    or exists (select from delivery_call where delivery_id = id and not uncertain)))
                """)
                .query(DeliveryRow::delivery)
                .list();
    }

    /** Empty when the delivery is gone, or its key is. */
    public Optional<Material> material(UUID id) {
        return jdbc.sql("""
                select id, connection_id, purpose, method, data_key, messages, generation, coalesce(progress_at, created_at) as progress_at
                from delivery where id = ? and data_key is not null
                """)
                .param(id)
                .query((row, _) -> new Material(
                        row.getObject("id", UUID.class),
                        row.getObject("connection_id", UUID.class),
                        DeliveryPurpose.valueOf(row.getString("purpose")),
                        SendMethod.valueOf(row.getString("method")),
                        row.getBytes("data_key"),
                        row.getBytes("messages"),
                        row.getInt("generation"),
                        SqlTime.instant(row, "progress_at")))
                .optional();
    }

    public Optional<DeliveryState> state(UUID id) {
        return jdbc.sql("select state from delivery where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(DeliveryState::valueOf);
    }

    /** The same, which no other transaction changes before the caller's ends. */
    public Optional<DeliveryState> lockedState(UUID id) {
        return jdbc.sql("select state from delivery where id = ? for update")
                .param(id)
                .query(String.class)
                .optional()
                .map(DeliveryState::valueOf);
    }

    /** Returns whether it was in one of the states. */
    public boolean change(UUID id, Collection<DeliveryState> from, DeliveryState to, Instant now) {
        return jdbc.sql("""
                        update delivery set state = :to, pause_reason = null, pause_detail = null, paused_at = null,
                            resumes_as = null, waits_for = null, waits_since = null, progress_at = :now,
                            started_at = case when :to = 'SENDING' then coalesce(started_at, :now) else started_at end,
                            ended_at = case when :to in ('DONE', 'CANCELLED') then :now end
                        where id = :id and state = any (:from)
                        """)
                        .param("id", id)
                        .param("to", to.name())
                        .param("from", from.stream().map(Enum::name).toArray(String[]::new))
                        .param("now", SqlTime.of(now))
                        .update()
                == 1;
    }

    /** Returns whether it was in one of the states that can be paused. */
    public boolean pause(UUID id, PauseReason reason, String detail, Instant now) {
        return jdbc.sql("""
                        update delivery set state = 'PAUSED', resumes_as = state, pause_reason = ?, pause_detail = ?, paused_at = ?,
                            waits_for = null, waits_since = null
                        where id = ? and state in ('PREPARING', 'READY', 'SENDING')
                        """).params(reason.name(), detail, SqlTime.of(now), id).update() == 1;
    }

    /** Returns the state that it has now; empty when it was not paused. */
    public Optional<DeliveryState> resume(UUID id, Instant now) {
        return jdbc.sql("""
                update delivery set state = resumes_as, resumes_as = null, pause_reason = null, pause_detail = null,
                    paused_at = null, progress_at = ?
                where id = ? and state = 'PAUSED' returning state
                """)
                .params(SqlTime.of(now), id)
                .query(String.class)
                .optional()
                .map(DeliveryState::valueOf);
    }

    /** Says what it waits for, or that it does no more. */
    public void waits(UUID id, Optional<? extends Waiting.ForPlatform> waiting) {
        jdbc.sql(
                        "update delivery set waits_for = :code, waits_since = :since where id = :id and state in ('PREPARING', 'SENDING')")
                .param("code", waiting.map(WaitsFor::text).orElse(null))
                .param("since", SqlTime.of(waiting.map(Waiting::since)))
                .param("id", id)
                .update();
    }

    /**
     * Makes {@link DeliveryState#DONE} what has no call left but uncertain ones, in one transaction. Who was taken into it stays as long as
     * the key of these hashes does. A small one is deleted; of steps, only when nothing of it is uncertain.
     *
     * @return whether it is done now
     */
    public boolean finish(UUID id, Instant now) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            // a person's decision on uncertain calls comes before or after this
            if (lockedState(id).filter(DeliveryState.SENDING::equals).isEmpty() || !done(id, now)) {
                return false;
            }
            jdbc.sql("""
                    delete from delivery_person
                    where delivery_id = :id and exists (select from delivery where id = :id and people_key is null)
                    """).param("id", id).update();
            jdbc.sql(
                            "delete from delivery where id = ? and (purpose = 'WORKFLOW' or (purpose = 'STEP' and data_key is null))")
                    .param(id)
                    .update();
            return true;
        }));
    }

    private boolean done(UUID id, Instant now) {
        return jdbc.sql("""
                        update delivery set state = 'DONE', ended_at = :now, waits_for = null, waits_since = null,
                            data_key = case when uncertain_rows then data_key end,
                            messages = case when uncertain_rows then messages end
                        from (select exists (select from delivery_call where delivery_id = :id and uncertain) as uncertain_rows) found
                        where id = :id and state = 'SENDING' and held = 0
                            and not exists (select from delivery_call where delivery_id = :id and not uncertain)
                        """).param("id", id).param("now", SqlTime.of(now)).update() == 1;
    }

    /** Returns whether it was being prepared, or ready. */
    public boolean discard(UUID id) {
        return jdbc.sql("delete from delivery where id = ? and state in ('PREPARING', 'READY')")
                        .param(id)
                        .update()
                == 1;
    }

    /** Returns whether it had ended. */
    public boolean delete(UUID id) {
        return jdbc.sql("delete from delivery where id = ? and state in ('DONE', 'CANCELLED')")
                        .param(id)
                        .update()
                == 1;
    }

    /** Deletes the calls of deliveries that ended before, and their keys; small ones with everything. */
    public void forgetUncertain(Instant before) {
        jdbc.sql("""
                with ended as (
                    update delivery set data_key = null, messages = null
                    where state = 'DONE' and data_key is not null and ended_at < ? returning id
                )
                delete from delivery_call where delivery_id in (select id from ended)
                """).param(SqlTime.of(before)).update();
        jdbc.sql("delete from delivery where state = 'DONE' and data_key is null and purpose <> 'BROADCAST'")
                .update();
    }
}
