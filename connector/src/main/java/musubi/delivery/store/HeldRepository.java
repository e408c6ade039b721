package musubi.delivery.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.delivery.HeldCall;
import musubi.delivery.crypto.DataKey;
import musubi.delivery.crypto.RetryKeys;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calls that are held back until it is chosen what they say. The retry key of a call is that of its people, whatever it says: who was sent one
 * of the choices by another life of the database gets no second one.
 */
@Component
public final class HeldRepository {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RetryKeys keys;

    HeldRepository(DataSource dataSource, TransactionTemplate transaction, RetryKeys keys) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = transaction;
        this.keys = keys;
    }

    /**
     * Adds calls behind those that are there, in the caller's transaction. Counts their recipients.
     *
     * @param wave of {@link StoredCall#wave}, once they are to be made
     */
    public void add(UUID delivery, DataKey key, List<HeldCall> calls, int wave, Instant now) {
        if (calls.isEmpty()) {
            return;
        }
        var retryKeys = new ArrayList<UUID>();
        var recipients = new ArrayList<Integer>();
        var choices = new ArrayList<Integer>();
        var sealed = new ArrayList<byte[]>();
        for (var call : calls) {
            var retryKey = keys.of(delivery, 0, call.recipients());
            for (var choice : call.choices()) {
                choices.add(sealed.size());
                retryKeys.add(retryKey);
                recipients.add(call.recipients().size());
                sealed.add(CallContent.seal(key, retryKey, choice));
            }
        }
        jdbc.sql("""
                with added as (
                    insert into delivery_held (delivery_id, wave, retry_key, recipients, sealed)
                    select :id, :wave, retry_key, min(recipients), array_agg(sealed order by choice)
                    from unnest(:keys::uuid[], :recipients::int[], :choices::int[], :sealed::bytea[])
                        as call (retry_key, recipients, choice, sealed)
                    group by retry_key order by min(choice)
                    on conflict do nothing
                    returning recipients
                ), counted as (
                    select coalesce(sum(recipients), 0) as people from added
                )
                update delivery set recipients = recipients + people, held = held + people, progress_at = :now
                from counted where id = :id
                """)
                .param("id", delivery)
                .param("wave", wave)
                .param("keys", retryKeys.toArray(UUID[]::new))
                .param("recipients", recipients.toArray(Integer[]::new))
                .param("choices", choices.toArray(Integer[]::new))
                .param("sealed", sealed.toArray(byte[][]::new))
                .param("now", SqlTime.of(now))
                .update();
    }

    /** Whether nothing is left to be made but what is held back, about which nothing is chosen. */
    public boolean isAlone(UUID delivery) {
        return jdbc.sql("""
                        select exists (
                            select from delivery where id = :id and held > 0 and released is null
                                and not exists (select from delivery_call where delivery_id = :id and not uncertain))
                        """).param("id", delivery).query(Boolean.class).single();
    }

    /**
     * Notes since when there is nothing to be made for the first time but what is held back. A call whose answer is still waited for, and
     * one that is made again because LINE does not answer, was made for the first time.
     */
    public void noteSince(UUID delivery, Instant now) {
        jdbc.sql("""
                        update delivery set held_since = :now
                        where id = :id and state = 'SENDING' and held > 0 and released is null and held_since is null
                            and not exists (
                                select from delivery_call where delivery_id = :id and not uncertain and first_attempt is null)
                        """).param("id", delivery).param("now", SqlTime.of(now)).update();
    }

    /**
     * Chooses what the calls say, in the caller's transaction. Once; they are moved to where they are made by {@link #move}.
     *
     * @return whether anything was held of a delivery that is being sent, or was when it was paused
     */
    public boolean release(UUID delivery, int choice, Instant now) {
        return jdbc.sql("""
                        update delivery set released = ?, progress_at = ?
                        where id = ? and held > 0 and released is null and coalesce(resumes_as, state) = 'SENDING'
                        """).params(choice, SqlTime.of(now), delivery).update() == 1;
    }

    /**
     * Moves some of the calls whose choice was made to where they are made, and deletes their other choices, in one transaction.
     *
     * @param most calls at a time
     * @return whether there were any, of a delivery that is being sent
     */
    public boolean move(UUID delivery, int most) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var choice = jdbc.sql("""
                            select released from delivery
                            where id = ? and state = 'SENDING' and held > 0 and released is not null for update
                            """).param(delivery).query(Integer.class).optional();
            return choice.isPresent() && move(delivery, choice.get(), most);
        }));
    }

    private boolean move(UUID delivery, int choice, int most) {
        return jdbc.sql("""
                        with chosen as (
                            select retry_key from delivery_held where delivery_id = :id order by position limit :most
                        ), moved as (
                            delete from delivery_held where delivery_id = :id and retry_key in (select retry_key from chosen)
                            returning retry_key, position, recipients, sealed, wave
                        ), made as (
                            insert into delivery_call (delivery_id, wave, retry_key, recipients, sealed)
                            select :id, wave, retry_key, recipients, sealed[:choice + 1] from moved order by position
                        )
                        update delivery set held = held - (select sum(recipients) from moved)
                        where id = :id and exists (select from moved)
                        """)
                        .param("id", delivery)
                        .param("choice", choice)
                        .param("most", most)
                        .update()
                == 1;
    }
}
