package musubi.delivery.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.PersonOutcome;
import musubi.delivery.crypto.DataKey;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a person decides on calls whose outcome nobody knows. In the caller's transaction. */
@Component
public final class AgainRepository {

    private static final int AT_A_TIME = 500;

    private final JdbcClient jdbc;
    private final CallRepository calls;
    private final Listeners listeners;

    AgainRepository(DataSource dataSource, CallRepository calls, Listeners listeners) {
        this.jdbc = JdbcClient.create(dataSource);
        this.calls = calls;
        this.listeners = listeners;
    }

    /** Returns whether there were any. */
    public boolean countAsSent(UUID delivery, DataKey key) {
        var any = false;
        for (var some = uncertain(delivery); !some.isEmpty(); some = uncertain(delivery)) {
            any = true;
            var people = some.stream().mapToInt(StoredCall::recipients).sum();
            var purpose = jdbc.sql(
                            "update delivery set uncertain = uncertain - ?, sent = sent + ? where id = ? returning purpose")
                    .params(people, people, delivery)
                    .query(String.class)
                    .single();
            listeners.settled(
                    DeliveryPurpose.valueOf(purpose),
                    delivery,
                    PersonOutcome.REACHED_AFTER_DOUBT,
                    CallOutcomes.ids(some.stream().flatMap(call -> CallContent.open(key, call).recipients().stream())));
        }
        if (any) {
            jdbc.sql("update delivery set data_key = null, messages = null where id = ? and state = 'DONE'")
                    .param(delivery)
                    .update();
            jdbc.sql("delete from delivery where id = ? and state = 'DONE' and purpose <> 'BROADCAST'")
                    .param(delivery)
                    .update();
        }
        return any;
    }

    /** Deletes some of them, and returns them. */
    private List<StoredCall> uncertain(UUID delivery) {
        return jdbc.sql("""
                with chosen as (
                    select retry_key from delivery_call where delivery_id = :id and uncertain order by position limit :limit
                )
                delete from delivery_call where delivery_id = :id and retry_key in (select retry_key from chosen)
                returning retry_key, position, recipients, sealed, first_attempt, wave
                """)
                .param("id", delivery)
                .param("limit", AT_A_TIME)
                .query(CallRepository::call)
                .list();
    }

    /**
     * Makes new calls of them, with new keys: those that are known to LINE would not be sent.
     *
     * @return whether there were any
     */
    public boolean sendAgain(UUID delivery, DataKey key, Instant now) {
        var generation = jdbc.sql("""
                update delivery set generation = generation + 1, progress_at = :now,
                    state = case when state = 'DONE' then 'SENDING' else state end,
                    ended_at = case when state = 'DONE' then null else ended_at end
                where id = :id and uncertain > 0 returning generation
                """)
                .param("id", delivery)
                .param("now", SqlTime.of(now))
                .query(Integer.class)
                .optional();
        if (generation.isEmpty()) {
            return false;
        }
        for (var some = uncertain(delivery); !some.isEmpty(); some = uncertain(delivery)) {
            calls.insert(
                    delivery,
                    key,
                    generation.get(),
                    some.stream().map(call -> CallContent.open(key, call)).toList(),
                    StoredCall.AT_ONCE);
            jdbc.sql("update delivery set uncertain = uncertain - ? where id = ?")
                    .params(some.stream().mapToInt(StoredCall::recipients).sum(), delivery)
                    .update();
        }
        return true;
    }
}
