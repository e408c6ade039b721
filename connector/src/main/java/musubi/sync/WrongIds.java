package musubi.sync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.inbox.FailedEvents;
import musubi.inbox.FriendHash;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Contacts with an invalid LINE user id. Each is among the failed events once per value; when its value is corrected, it leaves that list
 * by itself.
 */
@Component
public class WrongIds {

    private final JdbcClient jdbc;
    private final FailedEvents failures;
    private final TransactionTemplate transaction;
    private final FriendHash hash;

    WrongIds(DataSource dataSource, FailedEvents failures, TransactionTemplate transaction, FriendHash hash) {
        this.jdbc = JdbcClient.create(dataSource);
        this.failures = failures;
        this.transaction = transaction;
        this.hash = hash;
    }

    /**
     * Those of the contacts that are listed with exactly that value.
     *
     * @param values by record id
     */
    Set<String> listed(UUID connectionId, Map<String, String> values) {
        return values.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("""
                                select record_id
                                from wrong_id join unnest(?::text[], ?::uuid[]) as asked (record_id, value_hash)
                                    using (record_id, value_hash)
                                where connection_id = ?
                                """)
                        .params(recordIds(values), hashes(connectionId, values), connectionId)
                        .query((row, ignored) -> row.getString("record_id"))
                        .list());
    }

    /**
     * Remembers the values of contacts that are listed now. In the caller's transaction, so that no failure is listed that would not
     * leave the list again.
     *
     * @param values by record id
     */
    void note(UUID connectionId, Map<String, String> values) {
        if (!values.isEmpty()) {
            jdbc.sql("""
                            with open as (select id from connection where id = ? for key share)
                            insert into wrong_id (connection_id, record_id, value_hash)
                            select open.id, record_id, value_hash
                            from open cross join unnest(?::text[], ?::uuid[]) as wrong (record_id, value_hash)
                            order by record_id
                            on conflict (connection_id, record_id)
                            do update set value_hash = excluded.value_hash, noted_at = now()
                            """)
                    .params(connectionId, recordIds(values), hashes(connectionId, values))
                    .update();
        }
    }

    private static String[] recordIds(Map<String, String> values) {
        return values.keySet().toArray(String[]::new);
    }

    private UUID[] hashes(UUID connectionId, Map<String, String> values) {
        return values.values().stream().map(value -> hash(connectionId, value)).toArray(UUID[]::new);
    }

    /**
     * The contacts that are listed and were not found to be wrong by a search over the whole portal. HubSpot's search lags and may leave
     * out a contact, so that this alone takes none off the list: their values have to be read. Contacts that were listed in the last
     * minute are left out here.
     *
     * @param wrong the record ids of those that were found
     * @return record ids
     */
    public List<String> doubtful(UUID connectionId, Collection<String> wrong) {
        return jdbc.sql("""
                        select record_id from wrong_id
                        where connection_id = ? and record_id <> all (?) and noted_at < now() - interval '1 minute'
                        """)
                .params(connectionId, wrong.toArray(String[]::new))
                .query((row, ignored) -> row.getString("record_id"))
                .list();
    }

    /** Takes contacts off the list whose values are known to be right, and their failed events with them, all or nothing. */
    public void putRight(UUID connectionId, Collection<String> recordIds) {
        if (recordIds.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(ignored -> {
            jdbc.sql("""
                            delete from wrong_id where (connection_id, record_id) in (
                                select connection_id, record_id from wrong_id
                                where connection_id = ? and record_id = any (?) order by record_id for update
                            )
                            """).params(connectionId, recordIds.toArray(String[]::new)).update();
            recordIds.forEach(recordId -> failures.deleteAbout(connectionId, Reason.NO_LINE_USER_ID.name(), recordId));
        });
    }

    /** The connection is part of the value too, as it was before hashes had a key. */
    private UUID hash(UUID connectionId, String value) {
        return hash.of(connectionId, connectionId + value);
    }
}
