package musubi.inbox.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import musubi.inbox.FriendHash;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import musubi.system.SqlTime;
import org.flywaydb.core.api.migration.Context;

/**
 * Encrypts the events of a database that an earlier Musubi used. They are copied into new tables and the old ones are dropped, so
 * that no file of a table holds a clear text afterwards, dead rows included; all in one transaction.
 */
final class EncryptEvents extends InboxMigration {

    private final byte[] masterKey;
    private final EventCipher cipher;
    private final FriendHash hash;

    /** @param masterKey 32 bytes */
    EncryptEvents(byte[] masterKey) {
        super("13", "encrypt events");
        this.masterKey = masterKey.clone();
        this.cipher = new EventCipher(masterKey);
        this.hash = new FriendHash(masterKey);
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        MasterKeyProof.check(connection, masterKey);
        // no id is given twice: tasks are told apart by them
        var lastEvent = nextId(connection, "inbox");
        var lastFailure = nextId(connection, "failure");
        execute(connection, """
                alter table inbox rename to inbox_clear;
                alter table inbox_clear alter column id drop identity;
                drop index inbox_due, inbox_background, inbox_origin;
                alter table inbox_clear rename constraint inbox_pkey to inbox_clear_pkey;
                -- Events on disk that are not yet in HubSpot. A row is deleted when its work is done. What is of a person is
                -- encrypted with a key derived from the master key; friend_hash is a keyed hash, for equality alone.
                create table inbox (
                    id bigint generated always as identity primary key,
                    connection_id uuid not null,
                    friend_hash uuid not null,
                    friend bytea not null,
                    payload bytea not null,
                    received_at timestamptz not null default now(),
                    due_at timestamptz not null default now(),
                    attempts integer not null default 0,
                    origin uuid
                );
                alter table failure rename to failure_clear;
                alter table failure_clear alter column id drop identity;
                drop index failure_connection, failure_record;
                alter table failure_clear rename constraint failure_pkey to failure_clear_pkey;
                -- Events that can never be applied, until a person has looked at them. Encrypted likewise, HubSpot's words too:
                -- they may quote a value.
                create table failure (
                    id bigint generated always as identity,
                    connection_id uuid not null,
                    friend_hash uuid not null,
                    friend bytea not null,
                    payload bytea not null,
                    received_at timestamptz not null,
                    failed_at timestamptz not null default now(),
                    reason text not null,
                    detail bytea not null,
                    record_id text
                );
                """);
        copyInbox(connection);
        copyFailures(connection);
        execute(connection, """
                select setval(pg_get_serial_sequence('inbox', 'id'), %d);
                select setval(pg_get_serial_sequence('failure', 'id'), %d);
                drop table inbox_clear;
                drop table failure_clear;
                """.formatted(lastEvent, lastFailure));
        keyHashes(connection, "blocked", "connection_id", "connection_id", "friend_hash", "friend_hash");
        keyHashes(connection, "wrong_id", "connection_id", "connection_id", "record_id", "value_hash");
        keyHashes(
                connection,
                "origin_friend",
                "(select connection_id from work_origin where id = origin)",
                "origin",
                "friend_hash",
                "friend_hash");
    }

    private void copyInbox(Connection connection) throws SQLException {
        RowByRow.write(connection, "select * from inbox_clear order by id", """
                insert into inbox (id, connection_id, friend_hash, friend, payload, received_at, due_at, attempts, origin)
                overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, (row, insert) -> {
            event(row, insert);
            insert.setObject(6, SqlTime.of(SqlTime.instant(row, "received_at")));
            insert.setObject(7, SqlTime.of(SqlTime.instant(row, "due_at")));
            insert.setInt(8, row.getInt("attempts"));
            insert.setObject(9, row.getObject("origin"));
        });
    }

    private void copyFailures(Connection connection) throws SQLException {
        RowByRow.write(connection, "select * from failure_clear order by id", """
                insert into failure
                    (id, connection_id, friend_hash, friend, payload, received_at, failed_at, reason, detail, record_id)
                overriding system value values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, (row, insert) -> {
            event(row, insert);
            insert.setObject(6, SqlTime.of(SqlTime.instant(row, "received_at")));
            insert.setObject(7, SqlTime.of(SqlTime.instant(row, "failed_at")));
            insert.setString(8, row.getString("reason"));
            insert.setBytes(
                    9,
                    cipher.encrypt(row.getObject("connection_id", UUID.class), Column.DETAIL, row.getString("detail")));
            insert.setString(10, row.getString("record_id"));
        });
    }

    /** The columns that both tables begin with. */
    private void event(ResultSet row, PreparedStatement insert) throws SQLException {
        var connectionId = row.getObject("connection_id", UUID.class);
        var friend = row.getString("friend");
        insert.setLong(1, row.getLong("id"));
        insert.setObject(2, connectionId);
        insert.setObject(3, hash.of(connectionId, friend));
        insert.setBytes(4, cipher.encrypt(connectionId, Column.FRIEND, friend));
        insert.setBytes(5, cipher.encrypt(connectionId, Column.PAYLOAD, row.getBytes("payload")));
    }

    /**
     * Replaces hashes that were made without a key by keyed ones; then the table is written anew, without its dead rows.
     *
     * @param of the connection's id, as SQL
     * @param scope with {@code key} what finds a row
     */
    private void keyHashes(Connection connection, String table, String of, String scope, String key, String column)
            throws SQLException {
        RowByRow.write(
                connection,
                "select %s as connection, %s as scope, %s as key, %s as hash from %s"
                        .formatted(of, scope, key, column, table),
                "update %s set %s = ? where %s = ? and %s = ?".formatted(table, column, scope, key),
                (row, update) -> {
                    var connectionId = row.getObject("connection", UUID.class);
                    var sha256Id = row.getObject("hash", UUID.class);
                    update.setObject(1, connectionId == null ? sha256Id : hash.of(connectionId, sha256Id));
                    update.setObject(2, row.getObject("scope"));
                    update.setObject(3, row.getObject("key"));
                });
        execute(
                connection,
                "alter table %1$s alter column %2$s type uuid using %2$s::text::uuid".formatted(table, column));
    }

    private static long nextId(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("select nextval(pg_get_serial_sequence('%s', 'id'))".formatted(table))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
