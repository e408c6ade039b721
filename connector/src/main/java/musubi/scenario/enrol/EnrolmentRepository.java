package musubi.scenario.enrol;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.scenario.EndReason;
import musubi.scenario.course.Position;
import musubi.system.SqlTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code enrolment}. */
@Component
public final class EnrolmentRepository {

    static final String COLUMNS = "e.id, e.scenario_id, e.contact_id, e.version, e.step_key, e.due_at, e.delivery_id,"
            + " e.ends_as, e.entered_at, e.replied, e.clicked, e.test";

    private final JdbcClient jdbc;

    EnrolmentRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Where a person is now.
     *
     * @param contactId another one than before where HubSpot has merged the contact
     * @param lookAt when it is looked at next
     */
    public record Move(UUID id, long contactId, Position at, Instant lookAt, Optional<UUID> delivery) {}

    /** Those of some who wait, locked until the end of the caller's transaction. */
    public List<Enrolment> lockWaiting(Collection<UUID> ids) {
        return jdbc.sql("select " + COLUMNS + """
                 from enrolment e where e.id = any (?) and e.delivery_id is null order by e.id for update
                """)
                .param(ids.toArray(UUID[]::new))
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    /** Some of those whose message is in a delivery, locked until the end of the caller's transaction. */
    public List<Enrolment> lockSending(UUID delivery, long[] contactIds) {
        return jdbc.sql("select " + COLUMNS + """
                 from enrolment e where e.delivery_id = ? and e.contact_id = any (?) order by e.id for update
                """)
                .params(delivery, contactIds)
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    /** All of those whose message is in one of some deliveries. */
    public List<Enrolment> sending(Collection<UUID> deliveries) {
        return jdbc.sql("select " + COLUMNS + " from enrolment e where e.delivery_id = any (?)")
                .param(deliveries.toArray(UUID[]::new))
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    /** Those of some contacts, in any scenario of a connection. */
    public List<Enrolment> of(UUID connectionId, long[] contactIds) {
        return jdbc.sql("select " + COLUMNS + """
                 from enrolment e join scenario s on s.id = e.scenario_id
                where e.contact_id = any (?) and s.connection_id = ? order by e.id
                """)
                .params(contactIds, connectionId)
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    /** Those of some contacts in a scenario; tests left out. */
    public List<Enrolment> in(UUID scenarioId, long[] contactIds) {
        return jdbc.sql("select " + COLUMNS + """
                 from enrolment e where e.scenario_id = ? and e.contact_id = any (?) and not e.test
                """)
                .params(scenarioId, contactIds)
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    /**
     * Those of some record ids that are in a scenario.
     *
     * @param test whether in a test of it
     */
    public Set<Long> present(UUID scenarioId, Collection<Long> contactIds, boolean test) {
        return Set.copyOf(
                jdbc.sql("select contact_id from enrolment where scenario_id = ? and contact_id = any (?) and test = ?")
                        .params(scenarioId, contactIds.toArray(Long[]::new), test)
                        .query(Long.class)
                        .list());
    }

    /**
     * A page of a scenario's, by record id; tests left out.
     *
     * @param step only those who are in it; empty: all
     */
    public List<Enrolment> page(UUID scenarioId, Optional<String> step, long afterContact, int limit) {
        return step.isPresent()
                ? page(scenarioId, step.get(), afterContact, limit)
                : page(scenarioId, afterContact, limit);
    }

    private List<Enrolment> page(UUID scenarioId, String step, long afterContact, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                 from enrolment e where e.scenario_id = ? and e.step_key = ? and e.contact_id > ? and not e.test
                order by e.contact_id limit ?
                """)
                .params(scenarioId, step, afterContact, limit)
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    private List<Enrolment> page(UUID scenarioId, long afterContact, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                 from enrolment e where e.scenario_id = ? and e.contact_id > ? and not e.test order by e.contact_id limit ?
                """)
                .params(scenarioId, afterContact, limit)
                .query(EnrolmentRepository::enrolment)
                .list();
    }

    /** How many are in each step of a scenario; steps without anybody are left out, and tests. */
    public Map<String, Long> people(UUID scenarioId) {
        Map<String, Long> people = new HashMap<>();
        jdbc.sql(
                        "select step_key, count(*) as people from enrolment where scenario_id = ? and not test group by step_key")
                .param(scenarioId)
                .query(row -> {
                    people.put(row.getString("step_key"), row.getLong("people"));
                });
        return people;
    }

    /** In the caller's transaction, which has locked them. */
    public void move(Collection<Move> moves) {
        if (moves.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update enrolment e
                        set contact_id = m.contact_id, step_key = m.step_key, due_at = m.due_at, look_at = m.look_at,
                            delivery_id = m.delivery_id
                        from unnest(:ids::uuid[], :contacts::bigint[], :steps::text[], :due::timestamptz[], :looks::timestamptz[],
                            :deliveries::uuid[]) as m (id, contact_id, step_key, due_at, look_at, delivery_id)
                        where e.id = m.id
                        """)
                .param("ids", moves.stream().map(Move::id).toArray(UUID[]::new))
                .param("contacts", moves.stream().map(Move::contactId).toArray(Long[]::new))
                .param("steps", moves.stream().map(move -> move.at().stepKey()).toArray(String[]::new))
                .param(
                        "due",
                        moves.stream().map(move -> move.at().due().toString()).toArray(String[]::new))
                .param(
                        "looks",
                        moves.stream().map(move -> move.lookAt().toString()).toArray(String[]::new))
                .param(
                        "deliveries",
                        moves.stream().map(move -> move.delivery().orElse(null)).toArray(UUID[]::new))
                .update();
    }

    /** Those whose message is on its way end with this when it has an outcome; the first reason stays. */
    public void endWhenSettled(Collection<UUID> ids, EndReason reason) {
        jdbc.sql("update enrolment set ends_as = coalesce(ends_as, ?) where id = any (?) and delivery_id is not null")
                .params(reason.name(), ids.toArray(UUID[]::new))
                .update();
    }

    /** These wrote at a moment, in all scenarios of a connection that they were in by then. */
    public void replied(UUID connectionId, Map<Long, Instant> people) {
        jdbc.sql("""
                        update enrolment e set replied = true
                        from unnest(:contacts::bigint[], :times::timestamptz[]) as r (contact_id, at), scenario s
                        where e.contact_id = r.contact_id and s.id = e.scenario_id and s.connection_id = :connection
                            and e.entered_at <= r.at and not e.replied
                        """)
                .param("contacts", people.keySet().toArray(Long[]::new))
                .param("times", people.values().stream().map(Instant::toString).toArray(String[]::new))
                .param("connection", connectionId)
                .update();
    }

    /** Returns those that were there. */
    public List<UUID> delete(Collection<UUID> ids) {
        return jdbc.sql("delete from enrolment where id = any (?) returning id")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    static Enrolment enrolment(ResultSet row, int number) throws SQLException {
        @Nullable String endsAs = row.getString("ends_as");
        return new Enrolment(
                row.getObject("id", UUID.class),
                row.getObject("scenario_id", UUID.class),
                row.getLong("contact_id"),
                row.getInt("version"),
                new Position(row.getString("step_key"), SqlTime.instant(row, "due_at")),
                Optional.ofNullable(row.getObject("delivery_id", UUID.class)),
                Optional.ofNullable(endsAs).map(EndReason::valueOf),
                SqlTime.instant(row, "entered_at"),
                row.getBoolean("replied"),
                Set.of((String[]) row.getArray("clicked").getArray()),
                row.getBoolean("test"));
    }
}
