package musubi.delivery.store;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.delivery.PauseReason;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calls of a delivery that are made before all others, and what they tell. */
@Component
public final class ProbeRepository {

    private final JdbcClient jdbc;

    ProbeRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Notes that a run makes calls of which it was noted before that LINE may get them. */
    public void attemptAgain(UUID delivery, Collection<UUID> retryKeys, UUID run) {
        jdbc.sql("update delivery_call set run = ? where delivery_id = ? and retry_key = any (?)")
                .params(run, delivery, retryKeys.toArray(UUID[]::new))
                .update();
    }

    /** Whether a probe is still there, and no other run has made it. */
    public boolean isOnlyOf(UUID delivery, UUID retryKey, UUID run) {
        return jdbc.sql("""
                        select exists (
                            select from delivery_call where delivery_id = ? and retry_key = ? and run = ? and wave in (1, 2))
                        """)
                .params(delivery, retryKey, run)
                .query(Boolean.class)
                .single();
    }

    /** Probes of the waves before one that have no outcome, of a delivery that is being sent; of all others more than there can be. */
    public long left(UUID delivery, int wave) {
        return jdbc.sql("""
                        select count(call.retry_key) from delivery
                            left join delivery_call call on call.delivery_id = delivery.id
                                and call.wave in (1, 2) and call.wave < ? and not call.uncertain
                        where delivery.id = ? and delivery.state = 'SENDING' group by delivery.id
                        """).params(wave, delivery).query(Long.class).optional().orElse(Long.MAX_VALUE);
    }

    /**
     * Pauses what is being sent with {@link PauseReason#RESTORED}, also when it is paused for another reason at this moment. Its calls wait
     * for nothing from now on: it is asked once.
     */
    public void restored(UUID delivery, Instant now) {
        jdbc.sql("""
                        update delivery set state = 'PAUSED', resumes_as = coalesce(resumes_as, state), pause_reason = ?,
                            pause_detail = '', paused_at = ?, waits_for = null, waits_since = null
                        where id = ? and state in ('SENDING', 'PAUSED')
                        """)
                .params(PauseReason.RESTORED.name(), SqlTime.of(now), delivery)
                .update();
        jdbc.sql("update delivery_call set wave = 0 where delivery_id = ? and wave > 0")
                .param(delivery)
                .update();
    }
}
