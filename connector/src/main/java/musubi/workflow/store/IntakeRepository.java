package musubi.workflow.store;

import java.util.UUID;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in executions. */
@Component
public final class IntakeRepository {

    private final JdbcClient jdbc;
    private final TextCipher cipher;

    IntakeRepository(DataSource dataSource, TextCipher cipher) {
        this.jdbc = JdbcClient.create(dataSource);
        this.cipher = cipher;
    }

    /** Whether an execution was taken in. */
    public boolean isThere(UUID id) {
        return jdbc.sql("select exists (select from workflow_execution where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /**
     * Adds an execution; one that is there stays as it is. Where HubSpot did not know it when it was told what came of it, because the answer
     * to the first request was lost, it is told again. One statement, so that all of it is there or nothing.
     *
     * @return whether the connection is there
     */
    public boolean add(NewExecution execution) {
        var text = execution.text().isEmpty() ? null : cipher.encrypt(execution.id(), execution.text());
        return jdbc.sql("""
                        with added as (
                            insert into workflow_execution
                                (id, connection_id, callback_id, state, record_id, message_id, quiet_hours, transactional,
                                received_at, due_at, late_at, expires_at)
                            select :id, connection.id, :callback, 'WAITING', :record, :message, :quiet, :transactional,
                                :now, :now, :late, :expires
                            from connection where id = :connection
                            on conflict (id) do nothing
                            returning id
                        ), text as (
                            insert into workflow_text (execution_id, data_key, sealed)
                            select id, :dataKey, :sealed from added where :sealed::bytea is not null
                        ), again as (
                            update workflow_execution set state = 'DECIDED', due_at = :now, attempts = 0
                            where id = :id and state = 'DROPPED'
                        )
                        select exists (select from connection where id = :connection)
                        """)
                .param("id", execution.id())
                .param("connection", execution.connectionId())
                .param("callback", execution.callbackId())
                .param("record", execution.recordId())
                .param("message", execution.messageId().orElse(null))
                .param("quiet", execution.whenQuiet().name())
                .param("transactional", execution.transactional())
                .param("now", SqlTime.of(execution.receivedAt()))
                .param("late", SqlTime.of(execution.lateAt()))
                .param("expires", SqlTime.of(execution.expiresAt()))
                .param("dataKey", text == null ? null : text.dataKey())
                .param("sealed", text == null ? null : text.sealed())
                .query(Boolean.class)
                .single();
    }
}
