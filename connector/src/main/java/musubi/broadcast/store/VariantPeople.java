package musubi.broadcast.store;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code broadcast_variant}: how many people get which message. Goes with the delivery of the broadcast. */
@Component
public final class VariantPeople {

    private final JdbcClient jdbc;

    VariantPeople(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Adds people, by the index of their variant, in the caller's transaction. */
    public void add(UUID broadcast, Map<Integer, Long> people) {
        jdbc.sql("""
                insert into broadcast_variant as old (delivery_id, variant, recipients)
                select ?, variant, recipients from unnest(?::int[], ?::bigint[]) as added (variant, recipients)
                on conflict (delivery_id, variant) do update set recipients = old.recipients + excluded.recipients
                """)
                .params(
                        broadcast,
                        people.keySet().toArray(Integer[]::new),
                        people.values().toArray(Long[]::new))
                .update();
    }

    /** Begins from nothing, in the caller's transaction. */
    public void clear(UUID broadcast) {
        jdbc.sql("delete from broadcast_variant where delivery_id = ?")
                .param(broadcast)
                .update();
    }

    /** By the index of the variant; empty before anybody is prepared, and of broadcasts of long ago. */
    public Map<Integer, Long> of(UUID broadcast) {
        var people = new HashMap<Integer, Long>();
        jdbc.sql("select variant, recipients from broadcast_variant where delivery_id = ?")
                .param(broadcast)
                .query(row -> {
                    people.put(row.getInt("variant"), row.getLong("recipients"));
                });
        return people;
    }
}
