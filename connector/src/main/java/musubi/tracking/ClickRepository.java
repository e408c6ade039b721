package musubi.tracking;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import musubi.system.SqlTime;
import musubi.tracking.ClickBatch.CountKey;
import musubi.tracking.ClickBatch.PersonClick;
import musubi.tracking.ClickBatch.PersonKey;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes clicks: the tables {@code click_count} and {@code click_person}. Rows are written in the same order by all nodes, so that two of
 * them never wait for each other.
 */
@Component
class ClickRepository {

    /**
     * Clicks on what was deleted meanwhile are dropped. A broadcast that is older than the time for which people are kept counts no new
     * ones: who clicked long ago is not known any more, and would be counted again.
     */
    private static final String ADD = """
            with person as (
                select * from unnest(?::uuid[], ?::int[], ?::bigint[], ?::int[], ?::bigint[])
                    as person (tracked_id, number, contact_id, variant, at_millis)
            ), click as (
                select * from unnest(?::uuid[], ?::int[], ?::int[], ?::bigint[], ?::bigint[])
                    as click (tracked_id, variant, number, hours, clicks)
            ), there as materialized (
                select id, connection_id, created_at from tracked where id = any (?) order by id for key share
            ), fresh as (
                insert into click_person (tracked_id, number, contact_id, variant, clicked_at)
                select tracked_id, number, contact_id, variant, timestamptz 'epoch' + at_millis * interval '1 millisecond'
                from person join there on id = tracked_id
                where at_millis < extract(epoch from created_at) * 1000 + ?
                order by tracked_id, number, contact_id
                on conflict do nothing
                returning tracked_id, number, contact_id, variant, clicked_at
            ), added as (
                insert into click_count (tracked_id, variant, number, hour, clicks, people)
                select tracked_id, variant, number, hour, sum(clicks), sum(people)
                from (
                    select tracked_id, variant, number, timestamptz 'epoch' + hours * interval '1 hour' as hour, clicks, 0 as people
                    from click join there on id = tracked_id
                    union all
                    select tracked_id, variant, number, date_bin('1 hour', clicked_at, timestamptz 'epoch'), 0, 1 from fresh
                ) as one
                group by tracked_id, variant, number, hour
                order by tracked_id, variant, number, hour
                on conflict (tracked_id, variant, number, hour) do update
                    set clicks = click_count.clicks + excluded.clicks, people = click_count.people + excluded.people
            )
            select tracked_id, connection_id, contact_id from fresh join there on id = tracked_id where number = 0
            """;

    private static final Comparator<PersonKey> PEOPLE = Comparator.comparing(PersonKey::id)
            .thenComparingInt(PersonKey::number)
            .thenComparingLong(PersonKey::contactId);
    private static final int DELETED_AT_ONCE = 10_000;

    private final JdbcTemplate jdbc;
    private final Duration retention;

    ClickRepository(DataSource dataSource, TrackingSettings settings) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.retention = settings.clickRetention();
    }

    /** Somebody clicked for the first time in a broadcast. */
    record FirstClick(UUID id, UUID connectionId, long contactId) {

        @Override
        public String toString() {
            return "FirstClick";
        }
    }

    /** Adds clicks in one statement, in the caller's transaction. @return who clicked for the first time in a broadcast */
    List<FirstClick> add(ClickBatch batch) {
        var first = jdbc.execute((ConnectionCallback<List<FirstClick>>) connection -> add(batch, connection));
        return first == null ? List.of() : first;
    }

    private List<FirstClick> add(ClickBatch batch, Connection connection) throws SQLException {
        var people = batch.people().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(PEOPLE))
                .toList();
        var counts = List.copyOf(batch.counts().entrySet());
        try (var statement = connection.prepareStatement(ADD)) {
            Column<Map.Entry<PersonKey, PersonClick>> person = (type, value) -> array(connection, type, people, value);
            statement.setArray(1, person.of("uuid", one -> one.getKey().id()));
            statement.setArray(2, person.of("int4", one -> one.getKey().number()));
            statement.setArray(3, person.of("int8", one -> one.getKey().contactId()));
            statement.setArray(4, person.of("int4", one -> one.getValue().variant()));
            statement.setArray(5, person.of("int8", one -> one.getValue().at()));
            Column<Map.Entry<CountKey, Long>> count = (type, value) -> array(connection, type, counts, value);
            statement.setArray(6, count.of("uuid", one -> one.getKey().id()));
            statement.setArray(7, count.of("int4", one -> one.getKey().variant()));
            statement.setArray(8, count.of("int4", one -> one.getKey().number()));
            statement.setArray(9, count.of("int8", one -> one.getKey().hour()));
            statement.setArray(10, count.of("int8", Map.Entry::getValue));
            statement.setArray(11, connection.createArrayOf("uuid", ids(batch)));
            statement.setLong(12, retention.toMillis());
            var first = new ArrayList<FirstClick>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    first.add(new FirstClick(
                            rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getLong(3)));
                }
            }
            return first;
        }
    }

    private static Object[] ids(ClickBatch batch) {
        return Stream.concat(
                        batch.people().keySet().stream().map(PersonKey::id),
                        batch.counts().keySet().stream().map(CountKey::id))
                .distinct()
                .toArray();
    }

    private interface Column<T> {
        Array of(String type, Function<T, Object> value) throws SQLException;
    }

    private static <T> Array array(Connection connection, String type, List<T> rows, Function<T, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    /** Deletes who clicked before a moment; the counts stay. @return whether there may be more */
    boolean forgetPeople(Instant before) {
        return jdbc.update("""
                        delete from click_person where ctid = any (array(
                            select ctid from click_person where clicked_at < ? limit ?
                        ))
                        """, SqlTime.of(before), DELETED_AT_ONCE) == DELETED_AT_ONCE;
    }
}
