package musubi.inbox;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import musubi.inbox.EventCipher.Column;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The payloads of a friend's events in PostgreSQL, waiting or failed. */
final class PayloadRows {

    private record Payload(long id, byte[] bytes) {}

    private final JdbcClient jdbc;
    private final EventCipher cipher;

    PayloadRows(JdbcClient jdbc, EventCipher cipher) {
        this.jdbc = jdbc;
        this.cipher = cipher;
    }

    /** Writes those anew that the change does not give back as they are. In the caller's transaction. */
    void rewrite(UUID connectionId, UUID friendHash, UnaryOperator<byte[]> change) {
        for (var table : List.of("inbox", "failure")) {
            jdbc.sql("""
                            select id, payload from %s where connection_id = ? and friend_hash = ? order by id for update
                            """.formatted(table))
                    .params(connectionId, friendHash)
                    .query((row, ignored) -> new Payload(
                            row.getLong("id"), cipher.decrypt(connectionId, Column.PAYLOAD, row.getBytes("payload"))))
                    .list()
                    .forEach(payload -> {
                        var changed = change.apply(payload.bytes());
                        if (!Arrays.equals(changed, payload.bytes())) {
                            jdbc.sql("update %s set payload = ? where connection_id = ? and id = ?".formatted(table))
                                    .params(
                                            cipher.encrypt(connectionId, Column.PAYLOAD, changed),
                                            connectionId,
                                            payload.id())
                                    .update();
                        }
                    });
        }
    }
}
