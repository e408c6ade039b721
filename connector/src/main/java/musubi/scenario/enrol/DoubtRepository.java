package musubi.scenario.enrol;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code step_doubt}: messages of steps of which nobody knows whether LINE accepted them. */
@Component
public final class DoubtRepository {

    private static final String COLUMNS = "contact_id, scenario_id, version, step_key, enrolment_id";

    private final JdbcClient jdbc;

    DoubtRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * A message that a person may have, or not.
     *
     * @param contactId HubSpot's record id when it was sent
     * @param version in which the person was
     */
    public record Doubt(long contactId, UUID scenarioId, int version, String stepKey, UUID enrolmentId) {

        /** What the retry key of the message is computed from, as {@link Enrolment#occasion}. */
        public String occasion() {
            return enrolmentId + "/" + stepKey;
        }

        /** Leaves out who it is. */
        @Override
        public String toString() {
            return "Doubt[%s]".formatted(stepKey);
        }
    }

    /** Notes the messages of people who are locked, in the caller's transaction. */
    void add(UUID delivery, Collection<Enrolment> people) {
        if (people.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into step_doubt (delivery_id, contact_id, scenario_id, version, step_key, enrolment_id)
                        select :delivery, contact, scenario, version, step, id
                        from unnest(:contacts::bigint[], :scenarios::uuid[], :versions::int[], :steps::text[], :ids::uuid[])
                            as person (contact, scenario, version, step, id)
                        on conflict do nothing
                        """)
                .param("delivery", delivery)
                .param("contacts", people.stream().map(Enrolment::contactId).toArray(Long[]::new))
                .param("scenarios", people.stream().map(Enrolment::scenarioId).toArray(UUID[]::new))
                .param("versions", people.stream().map(Enrolment::version).toArray(Integer[]::new))
                .param(
                        "steps",
                        people.stream().map(person -> person.at().stepKey()).toArray(String[]::new))
                .param("ids", people.stream().map(Enrolment::id).toArray(UUID[]::new))
                .update();
    }

    /** Deletes those of some contacts, and returns them. In the caller's transaction. */
    public List<Doubt> take(UUID delivery, long[] contactIds) {
        return jdbc.sql("delete from step_doubt where delivery_id = ? and contact_id = any (?) returning " + COLUMNS)
                .params(delivery, contactIds)
                .query(DoubtRepository::doubt)
                .list();
    }

    /** Those of a delivery. */
    public List<Doubt> of(UUID delivery) {
        return jdbc.sql("select " + COLUMNS + " from step_doubt where delivery_id = ? order by contact_id")
                .param(delivery)
                .query(DoubtRepository::doubt)
                .list();
    }

    /** Deliveries of a scenario that have any. */
    public List<UUID> deliveries(UUID scenarioId) {
        return jdbc.sql("select distinct delivery_id from step_doubt where scenario_id = ? order by delivery_id")
                .param(scenarioId)
                .query((row, _) -> row.getObject("delivery_id", UUID.class))
                .list();
    }

    /** How many there are of each step, of some deliveries of a scenario. */
    public Map<String, Long> bySteps(UUID scenarioId, Collection<UUID> deliveries) {
        Map<String, Long> messages = new HashMap<>();
        jdbc.sql("""
                        select step_key, count(*) as messages from step_doubt where scenario_id = ? and delivery_id = any (?) group by step_key
                        """).params(scenarioId, deliveries.toArray(UUID[]::new)).query(row -> {
            messages.put(row.getString("step_key"), row.getLong("messages"));
        });
        return messages;
    }

    private static Doubt doubt(ResultSet row, int number) throws SQLException {
        return new Doubt(
                row.getLong("contact_id"),
                row.getObject("scenario_id", UUID.class),
                row.getInt("version"),
                row.getString("step_key"),
                row.getObject("enrolment_id", UUID.class));
    }
}
