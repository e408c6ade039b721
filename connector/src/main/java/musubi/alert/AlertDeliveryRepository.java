package musubi.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deliveries in the database. */
@Component
class AlertDeliveryRepository {

    private final JdbcClient jdbc;

    AlertDeliveryRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One that is due at once; nothing happens when connection or person are gone. */
    void add(Alert alert, Optional<UUID> personId) {
        jdbc.sql("""
                        insert into alert_delivery
                            (connection_id, person_id, kind, phase, cause, number, created_at, next_try_at)
                        select connection.id, cast(:person as uuid), :kind, :phase, :cause, :number, :at, :at
                        from connection
                        where connection.id = :connection
                            and (cast(:person as uuid) is null or exists (select from person where id = :person))
                        """)
                .param("connection", alert.connectionId())
                .param("person", personId.orElse(null))
                .param("kind", alert.kind().name())
                .param("phase", alert.phase().name())
                .param("cause", alert.cause())
                .param("number", alert.number())
                .param("at", SqlTime.of(alert.at()))
                .update();
    }

    /**
     * Those that are due, the longest waiting first.
     *
     * @param byMail to people, or else to webhooks
     */
    List<AlertDelivery> due(boolean byMail, Instant now, int limit) {
        return jdbc.sql("""
                        select * from alert_delivery
                        where next_try_at <= ? and (person_id is not null) = ? order by next_try_at, id limit ?
                        """)
                .params(SqlTime.of(now), byMail, limit)
                .query((row, ignored) -> new AlertDelivery(
                        row.getLong("id"),
                        Optional.ofNullable(row.getObject("person_id", UUID.class)),
                        new Alert(
                                row.getObject("connection_id", UUID.class),
                                AlertKind.valueOf(row.getString("kind")),
                                Phase.valueOf(row.getString("phase")),
                                row.getString("cause"),
                                row.getLong("number"),
                                SqlTime.instant(row, "created_at")),
                        row.getInt("attempts")))
                .list();
    }

    void delete(long id) {
        jdbc.sql("delete from alert_delivery where id = ?").param(id).update();
    }

    /**
     * Counts an attempt before it is made.
     *
     * @param nextTry when it is due again, unless it is deleted until then
     * @return false when somebody else has taken it
     */
    boolean take(AlertDelivery delivery, Instant nextTry) {
        return jdbc.sql(
                                "update alert_delivery set attempts = attempts + 1, next_try_at = ? where id = ? and attempts = ?")
                        .params(SqlTime.of(nextTry), delivery.id(), delivery.attempts())
                        .update()
                == 1;
    }
}
