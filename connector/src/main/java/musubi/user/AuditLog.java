package musubi.user;

import java.time.Clock;
import java.util.List;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records who changed what. It must not contain anything about friends. */
@Component
public class AuditLog {

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records a change by the current actor, or by Musubi itself. */
    public void record(String action, String object, String detail) {
        record(Actor.current().map(Actor::name).orElse("Musubi"), action, object, detail);
    }

    /** Records a change by the named actor. */
    public void record(String actor, String action, String object, String detail) {
        add(actor, action, object, detail);
    }

    /** Records a change, and returns the id of the line for {@link #detail}. */
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

    /** Replaces the detail of a line. */
    public void detail(long id, String detail) {
        jdbc.sql("update audit set detail = :detail where id = :id")
                .param("id", id)
                .param("detail", detail)
                .update();
    }

    /**
     * A page of the log, the newest line first.
     *
     * @param below returns only lines with a smaller id; {@link Long#MAX_VALUE} for the first page
     * @param limit most lines of the page
     */
    public List<AuditEntry> page(long below, int limit) {
        return page(AuditQuery.ALL, below, limit);
    }

    /** The same of some lines only. */
    public List<AuditEntry> page(AuditQuery query, long below, int limit) {
        return jdbc.sql("""
                        select * from audit
                        where id < :below and at >= :from and at < :to
                            and (:actor = '' or position(lower(:actor) in lower(actor)) > 0)
                            and (:kind = '' or action like :beginning or action = any (:calls))
                        order by id desc limit :limit
                        """)
                .param("below", below)
                .param("from", SqlTime.of(query.from()))
                .param("to", SqlTime.of(query.to()))
                .param("actor", query.actor())
                .param("kind", query.kind())
                .param("beginning", query.kind().equals(AuditQuery.API) ? "% /api/%" : query.kind() + ".%")
                .param("calls", query.calls().toArray(String[]::new))
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
