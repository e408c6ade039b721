package musubi.result.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.connection.sending.SendingOptions;
import musubi.system.SqlTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in who is to be written. All of it in the caller's transaction. */
@Component
public final class ReachedRepository {

    /** People in a row: so few that a row is read without a detour. */
    private static final int PEOPLE = 100;

    private final JdbcClient jdbc;

    ReachedRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * A broadcast begins to send. Its date is later than that of every broadcast of the connection before, also when the clock was put back
     * meanwhile.
     */
    public void started(UUID id, UUID connectionId, SendingOptions options, Instant now) {
        jdbc.sql("""
                with tick as (
                    insert into broadcast_clock (connection_id, last_sent_at) values (:connection, :now)
                    on conflict (connection_id) do update
                        set last_sent_at = greatest(excluded.last_sent_at, broadcast_clock.last_sent_at + interval '1 ms')
                    returning last_sent_at
                )
                insert into broadcast_result (id, connection_id, sent_at, update_contacts, note_on_contact)
                select :id, :connection, last_sent_at, :updates, :notes from tick
                on conflict do nothing
                """)
                .param("id", id)
                .param("connection", connectionId)
                // HubSpot keeps milliseconds
                .param("now", SqlTime.of(now.truncatedTo(ChronoUnit.MILLIS)))
                .param("updates", options.updateContacts().name())
                .param("notes", options.noteOnContact().name())
                .update();
    }

    /** LINE has accepted the message for these people. */
    public void reached(UUID id, long[] contactIds, Instant now) {
        add(id, contactIds, "ALL", "ALL", now);
    }

    /** These people opened a link for the first time. */
    public void clicked(UUID id, long[] contactIds, Instant now) {
        // most broadcasts want nothing of it
        if (wantsClicks(id)) {
            add(id, contactIds, "CLICKERS", "CLICKS", now);
        }
    }

    private boolean wantsClicks(UUID id) {
        return jdbc.sql("select exists (select from broadcast_result where id = ?"
                        + " and (update_contacts = 'CLICKERS' or note_on_contact = 'CLICKS'))")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Where the broadcast's options are these. One statement, whatever their number. */
    private void add(UUID id, long[] contactIds, String updates, String notes, Instant now) {
        jdbc.sql("""
                with person as (
                    select contact_id, (place - 1) / :size as part
                    from unnest(:people::bigint[]) with ordinality as person (contact_id, place)
                ), part as (
                    select array_agg(contact_id) as contact_ids from person group by part
                ), added as (
                    insert into result_batch (broadcast_id, kind, contact_ids, added_at)
                    select id, kind, contact_ids, :now
                    from broadcast_result, unnest(array['CONTACT', 'NOTE']) as kind, part
                    where id = :id
                        and ((kind = 'CONTACT' and update_contacts = :updates) or (kind = 'NOTE' and note_on_contact = :notes))
                    returning kind, cardinality(contact_ids) as people
                )
                update broadcast_result set
                    contacts_left = contacts_left + coalesce((select sum(people) from added where kind = 'CONTACT'), 0),
                    notes_left = notes_left + coalesce((select sum(people) from added where kind = 'NOTE'), 0)
                where id = :id and (update_contacts = :updates or note_on_contact = :notes)
                """)
                .param("id", id)
                .param("people", Arrays.stream(contactIds).boxed().toArray(Long[]::new))
                .param("size", PEOPLE)
                .param("updates", updates)
                .param("notes", notes)
                .param("now", SqlTime.of(now))
                .update();
    }
}
