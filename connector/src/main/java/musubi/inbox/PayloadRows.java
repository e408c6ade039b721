package musubi.inbox;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The payloads of a friend's events in PostgreSQL, waiting or failed. */
final class PayloadRows {

    private record Payload(long id, byte[] bytes) {}

    private final JdbcClient jdbc;

    PayloadRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes those anew that the change does not give back as they are. */
    void rewrite(UUID connectionId, String friend, UnaryOperator<byte[]> change) {
        for (var table : List.of("inbox", "failure")) {
            jdbc.sql("select id, payload from %s where connection_id = ? and friend = ?".formatted(table))
                    .params(connectionId, friend)
                    .query((row, ignored) -> new Payload(row.getLong("id"), row.getBytes("payload")))
                    .list()
                    .forEach(payload -> {
                        var changed = change.apply(payload.bytes());
                        if (!Arrays.equals(changed, payload.bytes())) {
                            jdbc.sql("update %s set payload = ? where id = ?".formatted(table))
                                    .params(changed, payload.id())
                                    .update();
                        }
                    });
        }
    }
}
