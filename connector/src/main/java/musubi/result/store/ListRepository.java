package musubi.result.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import musubi.result.ListOf;
import musubi.system.SqlTime;
import musubi.tracking.counts.Clicks.Clicker;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists that are being made, and how far they are. */
@Component
public final class ListRepository {

    private static final String COLUMNS = "l.id, l.broadcast_id, l.clicked, l.name, l.list_id, l.attempted, l.place_at,"
            + " l.place_contact, l.created_at, r.connection_id, r.sent_at, r.written_at";

    private static final String FROM = " from result_list l join broadcast_result r on r.id = l.broadcast_id ";

    private final JdbcClient jdbc;

    ListRepository(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * A list.
     *
     * @param listId HubSpot's; empty before it is made
     * @param attempted whether HubSpot may have made it
     * @param place the last one who was looked at
     * @param sentAt of the broadcast, on contacts
     * @param writtenAt when the last contact of the broadcast was written
     */
    public record StoredList(
            UUID id,
            UUID broadcastId,
            UUID connectionId,
            ListOf of,
            String name,
            OptionalLong listId,
            boolean attempted,
            Optional<Clicker> place,
            Instant createdAt,
            Instant sentAt,
            Optional<Instant> writtenAt) {

        @Override
        public String toString() {
            return "StoredList[id=%s, of=%s]".formatted(id, of);
        }
    }

    /** The list of that name; it is added when there is none. */
    public StoredList open(UUID broadcastId, ListOf of, String name, Instant now) {
        jdbc.sql("""
                insert into result_list (id, broadcast_id, clicked, name, created_at) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(UUID.randomUUID(), broadcastId, of == ListOf.CLICKED, name, SqlTime.of(now))
                .update();
        return jdbc.sql("select " + COLUMNS + FROM + "where l.broadcast_id = ? and l.clicked = ? and l.name = ?")
                .params(broadcastId, of == ListOf.CLICKED, name)
                .query(ListRepository::list)
                .single();
    }

    public Optional<StoredList> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + FROM + "where l.id = ?")
                .param(id)
                .query(ListRepository::list)
                .optional();
    }

    /** Those that HubSpot may have made, and that are not filled yet. */
    public List<StoredList> unfinished() {
        return jdbc.sql("select " + COLUMNS + FROM + "where l.done_at is null and l.attempted order by l.created_at")
                .query(ListRepository::list)
                .list();
    }

    /** HubSpot may make it from now on. */
    public void attempted(UUID id) {
        jdbc.sql("update result_list set attempted = true where id = ?")
                .param(id)
                .update();
    }

    /** Whether a list of HubSpot is that of another one of the same connection. */
    public boolean isOfAnother(StoredList list, long listId) {
        return jdbc.sql("select exists (select" + FROM + "where r.connection_id = ? and l.list_id = ? and l.id <> ?)")
                .params(list.connectionId(), listId, list.id())
                .query(Boolean.class)
                .single();
    }

    public void made(UUID id, long listId) {
        jdbc.sql("update result_list set list_id = ? where id = ?")
                .params(listId, id)
                .update();
    }

    /** Nothing of it is in HubSpot. */
    public void delete(UUID id) {
        jdbc.sql("delete from result_list where id = ? and list_id is null")
                .param(id)
                .update();
    }

    /** How far it is filled. */
    public void place(UUID id, Clicker last, long added) {
        jdbc.sql("update result_list set place_at = ?, place_contact = ?, members = members + ? where id = ?")
                .params(SqlTime.of(last.at()), last.contactId(), added, id)
                .update();
    }

    public void done(UUID id, Instant now) {
        jdbc.sql("update result_list set done_at = ? where id = ?")
                .params(SqlTime.of(now), id)
                .update();
    }

    private static StoredList list(ResultSet row, int number) throws SQLException {
        var listId = row.getObject("list_id", Long.class);
        var contact = row.getLong("place_contact");
        return new StoredList(
                row.getObject("id", UUID.class),
                row.getObject("broadcast_id", UUID.class),
                row.getObject("connection_id", UUID.class),
                row.getBoolean("clicked") ? ListOf.CLICKED : ListOf.NOT_CLICKED,
                row.getString("name"),
                listId == null ? OptionalLong.empty() : OptionalLong.of(listId),
                row.getBoolean("attempted"),
                SqlTime.optionalInstant(row, "place_at").map(at -> new Clicker(contact, at)),
                SqlTime.instant(row, "created_at"),
                SqlTime.instant(row, "sent_at"),
                SqlTime.optionalInstant(row, "written_at"));
    }
}
