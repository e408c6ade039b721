package musubi.delivery.store;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes calls back that LINE cannot have got. In the caller's transaction. */
@Component
public final class WithdrawRepository {

    private final JdbcClient jdbc;

    WithdrawRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Deletes those of some calls of which nobody has noted that LINE may get them. Whoever sends them notes it first, and leaves out those that
     * are gone by then.
     *
     * @return the keys of those that are deleted
     */
    public Set<UUID> withdraw(UUID delivery, Collection<UUID> retryKeys) {
        var locked = jdbc.sql("select 1 from delivery where id = ? for update")
                .param(delivery)
                .query(Integer.class)
                .optional();
        if (locked.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("""
                        with gone as (
                            delete from delivery_call
                            where delivery_id = :id and retry_key = any (:keys) and first_attempt is null and not uncertain
                            returning retry_key, recipients
                        ), counted as (
                            update delivery set recipients = recipients - (select coalesce(sum(recipients), 0) from gone) where id = :id
                        )
                        select retry_key from gone
                        """)
                .param("id", delivery)
                .param("keys", retryKeys.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    /** Those of some calls that are there. */
    public Set<UUID> present(UUID delivery, Collection<UUID> retryKeys) {
        return Set.copyOf(jdbc.sql("select retry_key from delivery_call where delivery_id = ? and retry_key = any (?)")
                .params(delivery, retryKeys.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }
}
