package musubi.user;

import java.time.Clock;
import java.util.List;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record of who changed what. Nothing about a friend may go in. */
@Component
public class AuditLog {

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records it under the name of who is signed in. */
    public void record(String action, String object, String detail) {
        record(Actor.current().map(Actor::name).orElse("Musubi"), action, object, detail);
    }

    /** Records it under that name. */
    public void record(String actor, String action, String object, String detail) {
        add(actor, action, object, detail);
    }

    /** The same; the line's id, for {@link #detail}. */
    public long add(String actor, String action, String object, String detail) {
        return jdbc.sql("""
                        insert into audit (at, actor, action, object, detail)
                        values (:at, :actor, :action, :object, :detail)
                        returning id
                        """)
                .param("at", SqlTime.of(clock.instant()))
                .param("actor", actor)
                .param("action", action)
                .param("object", object)
                .param("detail", detail)
                .query(Long.class)
                .single();
    }

    /** Another detail for a line that counts what is repeated. */
    public void detail(long id, String detail) {
        jdbc.sql("update audit set detail = :detail where id = :id")
                .param("id", id)
                .param("detail", detail)
                .update();
    }

    /**
     * The newest first.
     *
     * @param below only those with a smaller id; {@link Long#MAX_VALUE} to begin
     * @param limit at most so many
     */
    public List<AuditEntry> page(long below, int limit) {
        return jdbc.sql("select * from audit where id < :below order by id desc limit :limit")
                .param("below", below)
                .param("limit", limit)
                .query((row, number) -> new AuditEntry(
                        row.getLong("id"),
                        SqlTime.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("object"),
                        row.getString("detail")))
                .list();
    }
}
