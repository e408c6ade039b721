package musubi.inbox.postgres;

import java.util.Arrays;
import java.util.UUID;
import java.util.function.UnaryOperator;
import musubi.inbox.EventKind;
import musubi.inbox.FriendHash;
import musubi.inbox.crypto.EventCipher;
import musubi.inbox.crypto.EventCipher.Column;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decrypts the payloads of a friend's events, changes them, and encrypts them again. In the caller's transaction. */
final class RewritePayloads {

    /** Where events are stored. */
    enum Table {
        INBOX,
        FAILURE
    }

    private record Payload(long id, byte[] json) {}

    private final JdbcClient jdbc;
    private final EventCipher cipher;
    private final FriendHash hash;

    RewritePayloads(JdbcClient jdbc, EventCipher cipher, FriendHash hash) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.hash = hash;
    }

    /** Writes only those that the change does not return as they are. */
    void rewrite(Table table, UUID connectionId, String friend, EventKind kind, UnaryOperator<byte[]> change) {
        var payloads = jdbc.sql("""
                        select id, payload from %s
                        where connection_id = ? and friend_hash = ? and kind = ? order by id for update
                        """.formatted(table))
                .params(connectionId, hash.of(connectionId, friend), kind.name())
                .query((row, ignored) -> new Payload(
                        row.getLong("id"), cipher.decrypt(connectionId, Column.PAYLOAD, row.getBytes("payload"))))
                .list();
        for (var payload : payloads) {
            var changed = change.apply(payload.json());
            if (!Arrays.equals(changed, payload.json())) {
                jdbc.sql("update %s set payload = ? where connection_id = ? and id = ?".formatted(table))
                        .params(cipher.encrypt(connectionId, Column.PAYLOAD, changed), connectionId, payload.id())
                        .update();
            }
        }
    }
}
