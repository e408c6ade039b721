package musubi.delivery.store;

import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
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

    AgainRepository(DataSource dataSource, CallRepository calls) {
        this.jdbc = JdbcClient.create(dataSource);
        this.calls = calls;
    }

    /** Returns whether there were any. */
    public boolean countAsSent(UUID delivery) {
        return jdbc.sql("""
                        with decided as (
                            delete from delivery_call where delivery_id = :id and uncertain returning recipients
                        ), total as (
                            select sum(recipients) as people from decided
                        )
                        update delivery set uncertain = uncertain - people, sent = sent + people,
                            data_key = case when state <> 'DONE' then data_key end,
                            messages = case when state <> 'DONE' then messages end
                        from total where id = :id and people > 0
                        """).param("id", delivery).update() == 1;
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
        while (true) {
            var some = jdbc.sql("""
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
            if (some.isEmpty()) {
                return true;
            }
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
    }
}
