package musubi.inbox.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores arriving events: one statement, one round trip, one flush to disk for all requests that waited.
 *
 * <p>A connection that is being deleted at this moment is locked by the deletion; its events are left out, so that nobody waits for the
 * lock. All nodes write rows in the same order, so that two that store the same events never deadlock.
 */
final class AppendEvents {

    private static final String STATEMENT = """
            with arrived as (
                select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::bytea[], ?::text[], ?::bytea[]) with ordinality
                    as event (connection_id, event_id, friend_hash, friend, kind, payload, place)
            ), open as materialized (
                select id from connection where id = any (?) order by id for key share skip locked
            ), fresh as (
                insert into seen_event (connection_id, event_id)
                select connection_id, event_id from arrived where connection_id in (select id from open)
                order by connection_id, event_id
                on conflict do nothing
                returning connection_id, event_id
            ), counted as (
                insert into arrival_count (connection_id, quarter, events)
                select connection_id, date_bin('15 minutes', now(), timestamptz '2000-01-01 00:00:00Z'), count(*)
                from fresh group by connection_id order by connection_id
            ), stored as (
                insert into inbox (connection_id, friend_hash, friend, kind, payload)
                select connection_id, friend_hash, friend, kind, payload
                from arrived join fresh using (connection_id, event_id)
                order by place
            )
            select id from connection where id = any (?) and id not in (select id from open)
            """;

    private final JdbcTemplate jdbc;

    AppendEvents(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Stores events; those of connections that do not exist are left out.
     *
     * @return connections whose events were not stored, since they are being deleted
     */
    Set<UUID> append(Collection<EncryptedEvent> arrived) {
        // the same event may have been sent by two requests
        var distinct = new LinkedHashMap<List<UUID>, EncryptedEvent>();
        arrived.forEach(event -> distinct.putIfAbsent(List.of(event.connectionId(), event.eventId()), event));
        var events = List.copyOf(distinct.values());
        var connections =
                events.stream().map(EncryptedEvent::connectionId).distinct().toList();
        var refused = jdbc.execute((ConnectionCallback<Set<UUID>>) connection -> {
            try (var statement = connection.prepareStatement(STATEMENT)) {
                statement.setArray(1, uuids(connection, events, EncryptedEvent::connectionId));
                statement.setArray(2, uuids(connection, events, EncryptedEvent::eventId));
                statement.setArray(3, uuids(connection, events, EncryptedEvent::friendHash));
                statement.setArray(4, bytes(connection, events, EncryptedEvent::friend));
                statement.setArray(5, kinds(connection, events));
                statement.setArray(6, bytes(connection, events, EncryptedEvent::payload));
                statement.setArray(7, uuids(connection, connections, id -> id));
                statement.setArray(8, uuids(connection, connections, id -> id));
                var locked = new HashSet<UUID>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        locked.add(rows.getObject(1, UUID.class));
                    }
                }
                return locked;
            }
        });
        return refused == null ? Set.of() : refused;
    }

    private static <T> Array uuids(Connection connection, List<T> values, Function<T, UUID> column)
            throws SQLException {
        return connection.createArrayOf("uuid", values.stream().map(column).toArray());
    }

    private static Array kinds(Connection connection, List<EncryptedEvent> events) throws SQLException {
        return connection.createArrayOf(
                "text", events.stream().map(event -> event.kind().name()).toArray());
    }

    private static <T> Array bytes(Connection connection, List<T> values, Function<T, byte[]> column)
            throws SQLException {
        return connection.createArrayOf("bytea", values.stream().map(column).toArray(byte[][]::new));
    }
}
