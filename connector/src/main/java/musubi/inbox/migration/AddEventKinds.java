package musubi.inbox.migration;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import musubi.inbox.EventKind;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import org.flywaydb.core.api.migration.Context;

/**
 * Gives waiting and failed events of an earlier Musubi their {@link EventKind}, which was found out of the payload again and again before.
 * The payloads are encrypted, so SQL alone cannot do it.
 */
final class AddEventKinds extends InboxMigration {

    private final byte[] masterKey;
    private final EventCipher cipher;

    /** @param masterKey 32 bytes */
    AddEventKinds(byte[] masterKey) {
        super("31", "event kinds");
        this.masterKey = masterKey.clone();
        this.cipher = new EventCipher(masterKey);
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        MasterKeyProof.check(connection, masterKey);
        for (var table : List.of("inbox", "failure")) {
            execute(connection, "alter table %s add column kind text".formatted(table));
            RowByRow.write(
                    connection,
                    "select id, connection_id, payload from " + table,
                    "update %s set kind = ? where connection_id = ? and id = ?".formatted(table),
                    (row, update) -> {
                        var connectionId = row.getObject("connection_id", UUID.class);
                        update.setString(
                                1, kind(connectionId, row.getBytes("payload")).name());
                        update.setObject(2, connectionId);
                        update.setLong(3, row.getLong("id"));
                    });
            execute(connection, "alter table %s alter column kind set not null".formatted(table));
        }
    }

    /** A row that does not decrypt is no reason not to start: whoever takes it finds out. */
    private EventKind kind(UUID connectionId, byte[] payload) {
        try {
            return KindOfPayload.find(cipher.decrypt(connectionId, Column.PAYLOAD, payload));
        } catch (IllegalStateException ignored) {
            return EventKind.UNKNOWN;
        }
    }
}
