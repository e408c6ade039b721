package musubi.sync;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.inbox.FriendHash;
import musubi.inbox.Inbox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Contacts whose LINE user id is none. Each is listed among the failures once, until somebody gives it another value;
 * when it is put right, it leaves the list by itself.
 */
@Component
public class WrongIds {

    private final JdbcClient jdbc;
    private final Inbox inbox;
    private final FriendHash hash;

    WrongIds(DataSource dataSource, Inbox inbox, FriendHash hash) {
        this.jdbc = JdbcClient.create(dataSource);
        this.hash = hash;
        this.inbox = inbox;
    }

    /**
     * Those of the contacts that were listed with that very value.
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

    /** Notes the values of contacts that are listed now, by record id. */
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
     * Takes off the list what is not wrong any more. What was listed in the last minute stays: HubSpot's search may not
     * know it yet.
     *
     * @param wrong the record ids of all contacts that a look over the whole portal found wrong
     */
    public void keepOnly(UUID connectionId, Collection<String> wrong) {
        jdbc.sql("""
                        delete from wrong_id where (connection_id, record_id) in (
                            select connection_id, record_id from wrong_id
                            where connection_id = ? and record_id <> all (?) and noted_at < now() - interval '1 minute'
                            order by record_id for update
                        )
                        returning record_id
                        """)
                .params(connectionId, wrong.toArray(String[]::new))
                .query((row, ignored) -> row.getString("record_id"))
                .list()
                .forEach(recordId -> inbox.dropFailures(connectionId, Reason.NO_LINE_USER_ID.name(), recordId));
    }

    /** The connection stands in the value too, as it did before hashes had a key. */
    private UUID hash(UUID connectionId, String value) {
        return hash.of(connectionId, connectionId + value);
    }
}
