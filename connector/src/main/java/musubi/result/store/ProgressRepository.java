package musubi.result.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.result.ResultProgress;
import musubi.result.ResultProgress.Waiting;
import musubi.result.WaitReason;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far broadcasts are written on contacts. */
@Component
public final class ProgressRepository {

    private final JdbcClient jdbc;

    ProgressRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** By id; those that have not begun to send are left out. */
    public Map<UUID, ResultProgress> find(Collection<UUID> broadcastIds) {
        return jdbc
                .sql("""
                        select r.*, c.waits_for, c.waits_detail, c.waits_since
                        from broadcast_result r join broadcast_clock c using (connection_id) where r.id = any (?)
                        """)
                .param(broadcastIds.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject("id", UUID.class), progress(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static ResultProgress progress(ResultSet row) throws SQLException {
        var contactsLeft = row.getLong("contacts_left");
        var notesLeft = row.getLong("notes_left");
        var waitsFor = row.getString("waits_for");
        return new ResultProgress(
                SqlTime.instant(row, "sent_at"),
                UpdateContacts.valueOf(row.getString("update_contacts")),
                NoteOnContact.valueOf(row.getString("note_on_contact")),
                contactsLeft,
                row.getLong("contacts_refused"),
                notesLeft,
                row.getLong("notes_refused"),
                SqlTime.optionalInstant(row, "written_at"),
                waitsFor == null || contactsLeft + notesLeft == 0
                        ? Optional.empty()
                        : Optional.of(new Waiting(
                                WaitReason.valueOf(waitsFor),
                                row.getString("waits_detail"),
                                SqlTime.instant(row, "waits_since"))));
    }

    /** By connection, how many contacts and notes are still to be written; connections without any are left out. */
    public Map<UUID, Long> left() {
        Map<UUID, Long> left = new HashMap<>();
        jdbc.sql("""
                select connection_id, sum(contacts_left + notes_left)::bigint as people from (
                    select connection_id, contacts_left, 0 as notes_left from broadcast_result where contacts_left > 0
                    union all select connection_id, 0, notes_left from broadcast_result where notes_left > 0
                ) as waiting group by connection_id
                """).query(row -> {
            left.put(row.getObject("connection_id", UUID.class), row.getLong("people"));
        });
        return left;
    }

    /** Why nothing is written for a connection now. Since when stays the same while the reason does. */
    public void waits(UUID connectionId, WaitReason reason, String detail, Instant now) {
        jdbc.sql("""
                        update broadcast_clock set waits_for = :reason, waits_detail = :detail, waits_since = :now
                        where connection_id = :connection and (waits_for, waits_detail) is distinct from (:reason, :detail)
                        """)
                .param("reason", reason.name())
                .param("detail", detail)
                .param("now", SqlTime.of(now))
                .param("connection", connectionId)
                .update();
    }

    /** It goes on. */
    public void goesOn(UUID connectionId) {
        jdbc.sql("""
                        update broadcast_clock set waits_for = null, waits_detail = null, waits_since = null
                        where connection_id = ? and waits_for is not null
                        """).param(connectionId).update();
    }
}
